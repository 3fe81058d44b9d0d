// What only the browser's page can do, as far as it is ours: requests out, files and strokes in.
#include "tests/ui/support/driver.h"
#include "ui/widgets/file_intake.h"
#include "ui/widgets/page_requests.h"
#include "ui/widgets/signature.h"
#include "ui/widgets/widgets.h"

#include <catch_amalgamated.hpp>
#include <string>
#include <variant>

namespace w = huiyin::widgets;
using huiyin::test::Driver;
using w::Role;

TEST_CASE("page requests: a press hands a document over once", "[ui]") {
    Driver driver([] {
        const w::Column column;
        if (w::button({.label = "打印"})) {
            w::show_print_document({.title = "处理表", .html = "<p>一</p>"});
        }
    });
    driver.find(Role::Button, "打印").press();
    const auto requests = driver.context().take_page_requests();
    REQUIRE(requests.size() == 1);
    CHECK(std::get<w::PrintRequest>(requests[0]).html == "<p>一</p>");
    driver.run_ms(100);
    CHECK(driver.context().take_page_requests().empty());
}

TEST_CASE("file button: the file reaches its button once, another's is dropped", "[ui]") {
    std::vector<w::TakenFile> files;
    int presses = 0;
    Driver driver([&] {
        const w::Column column;
        auto taken =
            w::file_button({.id = "photo", .label = "拍照", .limits = {.chosen_bytes_max = 9}});
        presses += taken.pressed ? 1 : 0;
        if (taken.file) {
            files.push_back(std::move(*taken.file));
        }
    });
    driver.settle();
    const w::Node* node = driver.tree().find(Role::FileButton, "拍照");
    REQUIRE(node != nullptr);
    CHECK(node->value == "camera 9 0 0 0 0");
    driver.context().take_file(node->id + 1, {.name = "other.jpg"});
    driver.context().take_file(node->id, {.name = "one.jpg"});
    driver.context().take_file(node->id, {.name = "two.jpg"});
    driver.settle();
    REQUIRE(files.size() == 2);
    CHECK(files[0].name == "one.jpg");
    CHECK(files[1].name == "two.jpg");
    CHECK(presses == 0);
    driver.find(Role::FileButton, "拍照").press();
    CHECK(presses == 1);
}

TEST_CASE("signature: strokes are bounded, and become a picture", "[ui]") {
    w::Signature signature;
    Driver driver([&] {
        const w::Column column;
        w::signature_pad(
            {.id = "sign", .label = "签名", .clear_label = "重写", .typed_label = "姓名"},
            signature);
    });
    driver.settle();
    const w::Node* pad = driver.tree().find(Role::InkPad, "签名");
    REQUIRE(pad != nullptr);
    const w::NodeId id = pad->id;
    driver.context().take_stroke(id, {{0, 0, 10}, {65535, 65535, 255}});
    driver.context().take_stroke(id, {});
    driver.settle();
    CHECK(signature.strokes.size() == 1);
    driver.context().take_stroke(id, w::InkStroke(w::ink_points_max));
    driver.settle();
    CHECK(signature.strokes.size() == 1);
    driver.find(Role::Button, "重写").press();
    CHECK(signature.empty());
}
