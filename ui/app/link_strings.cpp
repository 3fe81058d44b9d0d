#include "ui/app/link_strings.h"

#include "ui/app/sentences.h"

namespace huiyin::app {

namespace {

using T = LinkText;

constexpr SentenceOf<LinkText> sentences[] = {
    {T::Linked, "关联", "Linked"},
    {T::LinkedFrom, "被关联", "Linked from"},
    {T::MergedFrom, "并入本单", "Merged into this one"},
    {T::OpenOther, "打开 {}", "Open {}"},
    {T::Duplicates, "可能是同一件事", "May be the same matter"},
    {T::Again, "登记再投诉", "Record a repeat complaint"},
    {T::AgainOf, "再投诉，登记后与 {} 关联", "A repeat complaint: it will be linked to {}"},
};

static_assert(is_complete(sentences));

} // namespace

std::string_view sentence(LinkText text, Language language) {
    return sentence_in(sentences, text, language);
}

} // namespace huiyin::app
