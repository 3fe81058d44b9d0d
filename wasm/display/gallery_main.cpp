// The gallery as a program of its own, for looking at the widgets in a browser.
#include "ui/widgets/gallery.h"
#include "wasm/display/host.h"

#include <optional>

namespace {

class GalleryApp final : public huiyin::display::App {
public:
    void frame() override { huiyin::widgets::gallery_ui(m_gallery); }

    void visibility_changed(bool /*visible*/) override {}

    void text_step(int step) override {
        namespace display = huiyin::display;
        m_text_percent = display::text_percent_after(m_text_percent, step);
        display::current_host()->set_preferences(
            {.scheme = std::nullopt, .text_scale = static_cast<float>(m_text_percent) / 100});
    }

private:
    huiyin::widgets::Gallery m_gallery;
    int m_text_percent = 100;
};

} // namespace

int main() {
    // They live as long as the worker: main() returns, and the browser calls back.
    static GalleryApp app;
    static huiyin::display::Host host(app);
    host.set_title("Huiyin");
    return 0;
}
