// The gallery as a program of its own, for looking at the widgets in a browser.
#include "ui/widgets/gallery.h"
#include "wasm/display/host.h"

namespace {

class GalleryApp final : public huiyin::display::App {
public:
    void frame() override { huiyin::widgets::gallery_ui(m_gallery); }

    void visibility_changed(bool /*visible*/) override {}

private:
    huiyin::widgets::Gallery m_gallery;
};

} // namespace

int main() {
    // They live as long as the worker: main() returns, and the browser calls back.
    static GalleryApp app;
    static huiyin::display::Host host(app);
    host.set_title("Huiyin");
    return 0;
}
