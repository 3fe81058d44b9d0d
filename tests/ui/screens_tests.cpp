// Every screen, driven as a person would, through the semantics tree.
#include "tests/support/fakes.h"
#include "tests/ui/support/driver.h"
#include "ui/views/screens.h"

#include <catch_amalgamated.hpp>

using namespace huiyin;
using namespace huiyin::widgets;
using test::Driver;

namespace {

constexpr View tablet{.width = 800, .height = 1280};
constexpr View desk{.width = 1280, .height = 800};
constexpr View phone{.width = 360, .height = 740};

class SilentTransport final : public app::Transport {
public:
    std::vector<app::Request> sent;

    void send(const app::Request& request) override { sent.push_back(request); }

    void keep_doorbell(const std::string&) override {}

    void ask_doorbell() override {}
};

/// A signed-in tablet with its screens.
struct Place {
    explicit Place(const View& view = tablet)
        : driver([this] { screens.frame_ui(); }, view) {}

    tests::Department d = tests::make_department();
    tests::FakeClock clock;
    tests::SeededRandom random{31};
    SilentTransport transport;
    std::unique_ptr<store::TabletStore> store =
        tests::make_store(d, d.acceptor, d.device_a, clock, random);
    app::App app{*store, transport, clock, random};
    views::Screens screens{app};
    Driver driver;

    test::Found find(Role role, std::string_view name) { return driver.find(role, name); }

    void choose(std::string_view name) { find(Role::Radio, name).press(); }

    void fill_form() {
        choose("向更高领导投诉");
        choose("电话");
        find(Role::TextField, "姓名").type("赵国栋");
        choose("业务经理");
        find(Role::TextField, "联系方式").type("138 1764 5208");
        choose("服务质量");
        find(Role::TextField, "地点").type("滨江大道站综控室");
        find(Role::TextArea, "投诉内容").type("今晨割接未提前告知调度，监视画面中断 12 分钟。");
        choose("合格");
    }
};

} // namespace

TEST_CASE("screens: a complaint is recorded from the list to its detail", "[ui][views]") {
    Place place;
    place.find(Role::Button, "登记投诉").press(); // the empty state's way
    REQUIRE(place.app.screen() == app::Screen::NewComplaint);
    place.fill_form();
    INFO(place.driver.tree().dump());
    place.find(Role::Button, "验证并登记").press();
    REQUIRE(place.app.selected());
    CHECK(place.app.selected()->number.starts_with("TS-2026-A7K-0001-"));
    CHECK(place.driver.tree().dump().find("已保存 TS-2026-A7K-0001-") != std::string::npos);
    place.find(Role::Button, "返回").press();
    CHECK(place.driver.tree().dump().find("今晨割接未提前告知调度") != std::string::npos);
}

TEST_CASE("screens: recording too early names every gap and stores nothing", "[ui][views]") {
    Place place;
    place.app.new_complaint();
    place.driver.settle();
    place.find(Role::Button, "验证并登记").press();
    CHECK(place.app.screen() == app::Screen::NewComplaint);
    CHECK(place.find(Role::TextField, "姓名").has(StateInvalid));
    CHECK(place.find(Role::TextField, "姓名").description().find("请填写") != std::string::npos);
    CHECK(place.find(Role::TextArea, "投诉内容").has(StateInvalid));
    CHECK(*place.store->unsent_count() == 0);
}

TEST_CASE("screens: a wrong mobile number is said when the field is left", "[ui][views]") {
    Place place;
    place.app.new_complaint();
    place.driver.settle();
    CHECK_FALSE(place.find(Role::TextField, "联系方式").has(StateInvalid));
    place.find(Role::TextField, "联系方式").type("138 1764 520");
    CHECK(place.find(Role::TextField, "联系方式").description().find("11 位") != std::string::npos);
    place.find(Role::TextField, "联系方式").type("138 1764 5208");
    CHECK_FALSE(place.find(Role::TextField, "联系方式").has(StateInvalid));
}

TEST_CASE("screens: the button beside the contact stands at its field, with an error too",
          "[ui][views]") {
    Place place;
    place.app.new_complaint();
    place.driver.settle();
    const auto apart = [&] {
        return place.find(Role::Button, "拒绝提供").rect().y -
               place.find(Role::TextField, "联系方式").rect().y;
    };
    CHECK(apart() == 0);
    place.find(Role::Button, "验证并登记").press();
    REQUIRE(place.find(Role::TextField, "联系方式").has(StateInvalid));
    CHECK(apart() == 0);
    // It is there beside a wrong number too, which comes back when the press is undone.
    place.find(Role::TextField, "联系方式").type("138 1764 520");
    CHECK(apart() == 0);
    place.find(Role::Button, "拒绝提供").press();
    CHECK_FALSE(place.find(Role::TextField, "联系方式").exists());
    CHECK(place.app.form().intake.contact.empty());
    place.find(Role::Button, place.app.say(app::Text::FormContactUndo)).press();
    CHECK(place.find(Role::TextField, "联系方式").value() == "138 1764 520");
}

TEST_CASE("screens: anonymous asks for neither name nor contact", "[ui][views]") {
    Place place;
    place.app.new_complaint();
    place.driver.settle();
    CHECK(place.find(Role::TextField, "姓名").exists());
    place.choose("匿名");
    CHECK_FALSE(place.find(Role::TextField, "姓名").exists());
    CHECK_FALSE(place.find(Role::TextField, "联系方式").exists());
}

TEST_CASE("screens: the rarer channels are behind 更多", "[ui][views]") {
    Place place;
    place.app.new_complaint();
    place.driver.settle();
    CHECK_FALSE(place.find(Role::Radio, "电子邮件").exists());
    place.choose("更多");
    place.choose("电子邮件");
    CHECK(place.app.form().intake.channel == domain::Channel::Email);
    CHECK(place.app.form().intake.form == domain::Form::Written);
    CHECK(place.find(Role::Radio, "电子邮件").has(StateChecked));
}

TEST_CASE("screens: 不合格 asks for the reason and keeps the intake out of the register",
          "[ui][views]") {
    Place place;
    place.app.new_complaint();
    place.driver.settle();
    place.fill_form();
    place.choose("不合格");
    place.find(Role::Button, "保存为受理不通过").press();
    CHECK(place.find(Role::TextArea, "不合格的原因").has(StateInvalid));
    place.find(Role::TextArea, "不合格的原因").type("回拨号码不存在，身份无法核实");
    place.find(Role::Button, "保存为受理不通过").press();
    REQUIRE(place.app.selected());
    CHECK(place.app.selected()->state == domain::State::IntakeRejected);
    CHECK(place.find(Role::Button, "补充后登记").exists());
}

TEST_CASE("screens: a rejected intake without words has a name wherever it is listed",
          "[ui][views]") {
    Place place;
    place.app.new_complaint();
    place.driver.settle();
    place.choose("不合格");
    place.find(Role::TextArea, "不合格的原因").type("电话中断");
    place.find(Role::Button, "保存为受理不通过").press();
    REQUIRE(place.app.selected());
    for (const app::Screen screen : {app::Screen::Inbox, app::Screen::Complaints}) {
        place.app.go_to(screen);
        place.driver.settle();
        INFO(place.driver.tree().dump());
        CHECK(place.driver.tree().dump().find("（没有写投诉内容）") != std::string::npos);
        CHECK(place.driver.faults() == std::vector<std::string>{});
    }
}

TEST_CASE("screens: a note is written on a sheet", "[ui][views]") {
    Place place(phone);
    place.app.new_complaint();
    place.driver.settle();
    place.fill_form();
    place.find(Role::Button, "验证并登记").press();
    place.find(Role::Button, "补充说明").press();
    place.find(Role::Button, "保存说明").press();
    CHECK(place.find(Role::TextArea, "说明").has(StateInvalid));
    place.find(Role::TextArea, "说明").type("已回拨核对");
    place.find(Role::Button, "保存说明").press();
    CHECK(place.driver.tree().dump().find("已回拨核对") != std::string::npos);
    CHECK(place.app.unsent_count() == 2);
}

TEST_CASE("screens: search narrows the list, and clearing brings it back", "[ui][views]") {
    Place place(desk);
    for (const char* content : {"办公区网络时断时续", "站台 PIS 屏黑屏"}) {
        place.clock.now_ms += 1000;
        domain::Intake intake = tests::make_intake(place.clock.now_ms);
        intake.content = content;
        tests::record(*place.store, place.clock, place.random, intake);
    }
    place.app.list().invalidate();
    place.driver.settle();
    const auto shown = [&](std::string_view text) {
        return place.driver.tree().dump().find(text) != std::string::npos;
    };
    CHECK(shown("办公区网络"));
    CHECK(shown("PIS 屏"));
    place.find(Role::SearchField, "编号、姓名、车站、内容").type("网络");
    CHECK(shown("办公区网络"));
    CHECK_FALSE(shown("PIS 屏"));
    place.find(Role::SearchField, "编号、姓名、车站、内容").type("没有的词");
    CHECK(shown("没有找到"));
    place.find(Role::Button, "清除搜索").press();
    CHECK(shown("PIS 屏"));
}

TEST_CASE("screens: language and text size change at once", "[ui][views]") {
    Place place;
    place.app.go_to(app::Screen::Me);
    place.driver.settle();
    place.choose("English");
    CHECK(place.find(Role::Button, "Complaints").exists());
    place.choose("150 %");
    CHECK(place.app.text_percent() == 150);
}

TEST_CASE("screens: the sync page lists what waits and why", "[ui][views]") {
    Place place;
    tests::record(*place.store, place.clock, place.random, tests::make_intake(place.clock.now_ms));
    place.app.set_online(false);
    place.app.go_to(app::Screen::Sync);
    place.app.list().invalidate();
    app::App again(*place.store, place.transport, place.clock, place.random);
    CHECK(again.unsent_count() == 1);
    place.driver.settle();
    CHECK(place.driver.tree().dump().find("等网络") != std::string::npos);
}

TEST_CASE("screens: no screen has an interactive thing without a name, at any size or language",
          "[ui][views]") {
    for (const View& view : {tablet, desk, phone}) {
        for (const float scale : {1.0F, 2.0F}) {
            for (const app::Language language : {app::Language::Chinese, app::Language::English}) {
                View scaled = view;
                scaled.text_scale = scale;
                Place place(scaled);
                place.app.set_language(language);
                tests::record(*place.store,
                              place.clock,
                              place.random,
                              tests::make_intake(place.clock.now_ms));
                place.app.list().invalidate();
                for (const app::Screen screen : {app::Screen::SignIn,
                                                 app::Screen::Complaints,
                                                 app::Screen::NewComplaint,
                                                 app::Screen::Sync,
                                                 app::Screen::Me}) {
                    if (screen == app::Screen::NewComplaint) {
                        place.app.new_complaint();
                    }
                    place.app.go_to(screen);
                    place.driver.settle();
                    CAPTURE(view.width, scale, static_cast<int>(screen));
                    CHECK(place.driver.faults() == std::vector<std::string>{});
                }
                place.app.go_to(app::Screen::Complaints);
                place.app.select(place.app.list().rows().front().id);
                place.driver.settle();
                CHECK(place.driver.faults() == std::vector<std::string>{});
            }
        }
    }
}

TEST_CASE("screens: nothing moves when nothing happens", "[ui][views]") {
    Place place;
    place.driver.settle();
    const int frames = place.driver.frames();
    place.driver.run_ms(0);
    CHECK_FALSE(place.driver.context().next_frame_at_ms());
    CHECK(place.driver.frames() - frames <= 1);
}
