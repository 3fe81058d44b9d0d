#include "ui/app/link_strings.h"

#include "core/base/assert.h"

#include <cstddef>
#include <iterator>

namespace huiyin::app {

namespace {

struct LinkSentence {
    LinkText text;
    std::string_view zh;
    std::string_view en;
};

using T = LinkText;

constexpr LinkSentence sentences[] = {
    {T::Linked, "关联", "Linked"},
    {T::LinkedFrom, "被关联", "Linked from"},
    {T::MergedFrom, "并入本单", "Merged into this one"},
    {T::OpenOther, "打开 {}", "Open {}"},
    {T::Duplicates, "可能是同一件事", "May be the same matter"},
    {T::Again, "登记再投诉", "Record a repeat complaint"},
    {T::AgainOf, "再投诉，登记后与 {} 关联", "A repeat complaint: it will be linked to {}"},
};

constexpr bool is_whole() {
    for (std::size_t i = 0; i < std::size(sentences); ++i) {
        if (static_cast<std::size_t>(sentences[i].text) != i || sentences[i].zh.empty() ||
            sentences[i].en.empty()) {
            return false;
        }
    }
    return std::size(sentences) == static_cast<std::size_t>(T::Total);
}

static_assert(is_whole());

} // namespace

std::string_view sentence(LinkText text, Language language) {
    HUIYIN_ASSERT(text < LinkText::Total);
    const LinkSentence& found = sentences[static_cast<std::size_t>(text)];
    return language == Language::Chinese ? found.zh : found.en;
}

} // namespace huiyin::app
