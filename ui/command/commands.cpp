#include "ui/command/commands.h"

#include "core/base/json.h"
#include "core/base/limits.h"
#include "core/base/text.h"
#include "ui/app/format.h"
#include "ui/app/labels.h"
#include "ui/command/headless_tablet.h"
#include "ui/command/intake_members.h"

#include <algorithm>
#include <cstdlib>
#include <fcntl.h>
#include <iostream>
#include <iterator>
#include <map>
#include <unistd.h>

namespace huiyin::command {

using base::ErrorCode;
using base::failure;
using base::Json;
using base::Result;
namespace limits = base::limits;

namespace {

constexpr const char* help =
    "huiyin-tablet COMMAND --database FILE [--OPTION VALUE]...\n\n"
    "A tablet without a screen: the same rules, store and sync as in the browser, on one file.\n"
    "Everything but sign-in and sync works without a network.\n\n"
    "  sign-in --server URL --account NAME\n"
    "      enrols this file as a tablet, or signs in again. The password is one line of standard\n"
    "      input, or HUIYIN_PASSWORD; never an option, which every user of the machine can read.\n"
    "  record [--json FILE] [--MEMBER VALUE]...\n"
    "      records a complaint and prints its number. FILE holds its members as one JSON object; "
    "-\n"
    "      is standard input. An option sets one member: --content, --complainant-name, --channel\n"
    "      and so on; complained_at is now when it is left out.\n"
    "  list [--rows N]\n"
    "      number, state, unsent steps and title of the newest complaints, one a line, with tabs.\n"
    "  sync --server URL\n"
    "      sends what waits, steps first and then attachments, and takes what is new.\n"
    "  attach --number NUMBER --file FILE [--name NAME] [--mime TYPE]\n"
    "      attaches a file to a complaint and prints its SHA-256. NAME is what people see.\n"
    "  fetch --server URL --sha256 HASH --to FILE\n"
    "      brings an attachment here when it is not, and writes it to a new file.\n"
    "  export --to FILE\n"
    "      writes all unsent work, attachments included, to a new file that only the server can "
    "read,\n"
    "      or who has the code that is printed. Nothing is taken out of the outbox.\n"
    "  import --file FILE\n"
    "      takes what another tablet exported, and sends it with the next sync. The code is one "
    "line\n"
    "      of standard input, or HUIYIN_CODE.\n\n"
    "  URL is http://NAME[:PORT] or https://NAME[:PORT]. For a certificate of an authority of "
    "your\n"
    "  own, the environment's SSL_CERT_FILE names the file that holds it.\n";

/// The words behind the command.
class Options {
public:
    static Result<Options> parse(std::span<const std::string> words) {
        Options options;
        for (std::size_t i = 0; i < words.size(); i += 2) {
            if (!words[i].starts_with("--")) {
                return failure(ErrorCode::InvalidInput, "\"" + words[i] + "\" is no option");
            }
            if (i + 1 == words.size()) {
                return failure(ErrorCode::InvalidInput, words[i] + " needs a value");
            }
            options.m_values[words[i].substr(2)] = words[i + 1];
        }
        return options;
    }

    /// The value, which is then used up; nothing when it was not given.
    std::optional<std::string> take(const std::string& name) {
        const auto found = m_values.find(name);
        if (found == m_values.end()) {
            return std::nullopt;
        }
        std::string value = std::move(found->second);
        m_values.erase(found);
        return value;
    }

    Result<std::string> required(const std::string& name) {
        auto value = take(name);
        if (!value || value->empty()) {
            return failure(ErrorCode::InvalidInput, "--" + name + " is missing");
        }
        return std::move(*value);
    }

    /// Errors: InvalidInput naming an option that nobody asked for.
    Result<void> check_all_used() const {
        if (!m_values.empty()) {
            return failure(ErrorCode::InvalidInput, "unknown option --" + m_values.begin()->first);
        }
        return {};
    }

private:
    std::map<std::string, std::string> m_values;
};

/// One line of standard input, or the variable's value.
Result<std::string> read_secret(const char* variable, const std::string& name) {
    // Only this thread runs and nothing changes the environment.
    const char* given = std::getenv(variable); // NOLINT(concurrency-mt-unsafe)
    std::string secret = given == nullptr ? std::string() : std::string(given);
    if (given == nullptr && !std::getline(std::cin, secret)) {
        return failure(ErrorCode::InvalidInput, name + " is needed on standard input");
    }
    return secret;
}

Result<void> sign_in(Options& options) {
    const std::string database = HUIYIN_TRY(options.required("database"));
    const std::string server = HUIYIN_TRY(options.required("server"));
    const std::string account = HUIYIN_TRY(options.required("account"));
    HUIYIN_TRY(options.check_all_used());
    const auto tablet = HUIYIN_TRY(HeadlessTablet::open(database, server));
    const std::string password = HUIYIN_TRY(read_secret("HUIYIN_PASSWORD", "a password"));
    HUIYIN_TRY(tablet->sign_in(account, password));
    std::cout << "signed in as " << account << " on tablet "
              << tablet->store().session()->device_code << "\n";
    return {};
}

/// Opens a file that somebody has signed in on.
Result<std::unique_ptr<HeadlessTablet>> open_enrolled(const std::string& database,
                                                      const std::string& server = {}) {
    if (::access(database.c_str(), F_OK) != 0) {
        return failure(ErrorCode::NotFound, "there is no file " + database + "; sign in first");
    }
    auto tablet = HUIYIN_TRY(HeadlessTablet::open(database, server));
    if (!tablet->store().session()) {
        return failure(ErrorCode::Unauthenticated, "nobody has signed in on " + database);
    }
    return tablet;
}

/// What a file holds, and no more than a little beyond `bytes_max`; - is standard input. Errors:
/// NotFound.
Result<std::string> bytes_of_file(const std::string& path, std::size_t bytes_max) {
    const int file = path == "-" ? STDIN_FILENO : ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0) {
        return failure(ErrorCode::NotFound, "cannot read " + path);
    }
    std::string text;
    std::array<char, 4096> buffer;
    ssize_t count = 0;
    while ((count = ::read(file, buffer.data(), buffer.size())) > 0 && text.size() <= bytes_max) {
        text.append(buffer.data(), static_cast<std::size_t>(count));
    }
    if (file != STDIN_FILENO) {
        ::close(file);
    }
    if (count < 0) {
        return failure(ErrorCode::NotFound, "cannot read " + path);
    }
    return text;
}

Result<Json> json_of_file(const std::string& path) {
    const auto text = HUIYIN_TRY(bytes_of_file(path, limits::event_payload_bytes_max));
    return base::parse_json(text, limits::event_payload_bytes_max);
}

/// JSON and options together; an option wins.
Result<domain::Intake> given_intake(Options& options, const base::Clock& clock) {
    Json json = Json::object();
    if (const auto path = options.take("json")) {
        json = HUIYIN_TRY(json_of_file(*path));
    }
    for (const std::string& member : intake_members()) {
        std::string option = member;
        std::replace(option.begin(), option.end(), '_', '-');
        if (const auto value = options.take(option)) {
            HUIYIN_TRY(put_member(json, member, *value));
        }
    }
    HUIYIN_TRY(options.check_all_used());
    domain::Intake intake = HUIYIN_TRY(intake_from_json(json));
    if (intake.complained_at_utc_ms == 0) {
        intake.complained_at_utc_ms = clock.now_utc_ms();
    }
    return intake;
}

/// What keeps the form from being recorded, in the words of the screen.
std::string problems_of(app::App& app) {
    std::string text;
    for (const domain::IntakeProblem& problem : app.form().problems()) {
        text += text.empty() ? "" : "; ";
        text += app::problem_text(problem, app.form().intake, app.language());
    }
    if (text.empty() && app.last_refusal()) {
        text = app::label(app.last_refusal()->reason, app.language());
    }
    return text;
}

Result<void> record(Options& options) {
    const std::string database = HUIYIN_TRY(options.required("database"));
    const auto tablet = HUIYIN_TRY(open_enrolled(database));
    app::App& app = tablet->app();
    domain::Intake intake = HUIYIN_TRY(given_intake(options, tablet->clock()));
    app.form().open_prefilled(std::move(intake));
    const app::Outcome outcome = app.submit_form();
    if (outcome != app::Outcome::Saved) {
        const std::string problems = problems_of(app);
        // What was given is not kept: the next try is a whole one again.
        app.form().discard();
        return failure(outcome == app::Outcome::Incomplete ? ErrorCode::InvalidInput
                                                           : ErrorCode::StorageFailed,
                       "not recorded: " + problems);
    }
    std::cout << app.selected()->number << "\n";
    return {};
}

Result<void> list(Options& options) {
    const std::string database = HUIYIN_TRY(options.required("database"));
    const auto rows = base::integer_from_text(options.take("rows").value_or("50"));
    constexpr std::int64_t rows_most = 100'000;
    if (!rows || *rows < 1 || *rows > rows_most) {
        return failure(ErrorCode::InvalidInput, "--rows must be from 1 to 100000");
    }
    HUIYIN_TRY(options.check_all_used());
    const auto tablet = HUIYIN_TRY(open_enrolled(database));
    store::ListQuery query;
    query.rows_max = static_cast<std::size_t>(*rows);
    const auto found = HUIYIN_TRY(tablet->store().list(query));
    for (const store::ListRow& row : found) {
        std::string title = row.title;
        std::replace_if(
            title.begin(), title.end(), [](char c) { return c == '\t' || c == '\n'; }, ' ');
        std::cout << row.number << "\t" << domain::code_of(row.state) << "\t" << row.unsent << "\t"
                  << title << "\n";
    }
    return {};
}

Result<void> sync_once(Options& options) {
    const std::string database = HUIYIN_TRY(options.required("database"));
    const std::string server = HUIYIN_TRY(options.required("server"));
    HUIYIN_TRY(options.check_all_used());
    const auto tablet = HUIYIN_TRY(open_enrolled(database, server));
    app::App& app = tablet->app();
    if (app.session().needs_sign_in()) {
        return failure(ErrorCode::Unauthenticated, "the server ended the sign-in: sign in again");
    }
    tablet->talk();
    if (!app.sync_status().synced) {
        return failure(ErrorCode::Network,
                       tablet->with_network_problem(
                           app::sync_problem_text(app.sync_status().problem, app.language())) +
                           ", " + std::to_string(app.unsent_count()) + " unsent");
    }
    const std::int64_t files = HUIYIN_TRY(tablet->store().files().unsent_count());
    std::cout << app.unsent_count() << " unsent, " << app.list().counts().all << " complaints";
    std::cout << (files > 0 ? ", " + std::to_string(files) + " files unsent\n" : "\n");
    return {};
}

/// Writes a new file that only its owner may read, and flushes it.
Result<void> write_new_file(const std::string& path, std::string_view text) {
    const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (file < 0) {
        return failure(ErrorCode::Conflict, "cannot make " + path + ", or it is there already");
    }
    bool written = true;
    while (written && !text.empty()) {
        const ssize_t count = ::write(file, text.data(), text.size());
        written = count > 0;
        text.remove_prefix(written ? static_cast<std::size_t>(count) : 0);
    }
    written = written && ::fsync(file) == 0;
    written = ::close(file) == 0 && written;
    if (!written) {
        ::unlink(path.c_str());
        return failure(ErrorCode::StorageFailed, "cannot write " + path);
    }
    return {};
}

Result<void> export_unsent(Options& options) {
    const std::string database = HUIYIN_TRY(options.required("database"));
    const std::string path = HUIYIN_TRY(options.required("to"));
    HUIYIN_TRY(options.check_all_used());
    const auto tablet = HUIYIN_TRY(open_enrolled(database));
    const app::SealedWork work = HUIYIN_TRY(tablet->app().export_unsent());
    HUIYIN_TRY(write_new_file(path, std::string(work.file.begin(), work.file.end())));
    std::cout << work.events << " steps, " << work.files << " files\n";
    if (work.events_left_out > 0 || work.files_left_out > 0) {
        std::cout << work.events_left_out << " steps, " << work.files_left_out
                  << " files had no room: sync, and export the rest\n";
    }
    std::cout << "code " << work.code << "\n";
    return {};
}

Result<void> import_work(Options& options) {
    const std::string database = HUIYIN_TRY(options.required("database"));
    const std::string path = HUIYIN_TRY(options.required("file"));
    HUIYIN_TRY(options.check_all_used());
    const auto tablet = HUIYIN_TRY(open_enrolled(database));
    const auto file = HUIYIN_TRY(bytes_of_file(path, limits::sealed_file_bytes_max));
    const std::string code = HUIYIN_TRY(read_secret("HUIYIN_CODE", "the file's code"));
    app::App& app = tablet->app();
    const app::Imported imported = app.import_work(base::bytes_of(file), code);
    if (imported.problem) {
        return failure(ErrorCode::InvalidInput,
                       "not taken: " + std::string(app.say(*imported.problem)));
    }
    const store::Brought& brought = imported.brought;
    std::cout << brought.added << " steps added, " << brought.here_before << " were here, "
              << brought.files << " files\n";
    return {};
}

/// The complaint that carries the number.
Result<base::Uuid> complaint_numbered(app::App& app, const std::string& number) {
    const auto found = app.find_complaints(number, limits::list_page_rows);
    const auto row = std::find_if(
        found.begin(), found.end(), [&](const auto& one) { return one.number == number; });
    if (row == found.end()) {
        return failure(ErrorCode::NotFound, "there is no complaint " + number + " here");
    }
    return row->id;
}

Result<void> attach(Options& options) {
    const std::string database = HUIYIN_TRY(options.required("database"));
    const std::string number = HUIYIN_TRY(options.required("number"));
    const std::string path = HUIYIN_TRY(options.required("file"));
    domain::AttachPayload said;
    said.name = options.take("name").value_or(path.substr(path.rfind('/') + 1));
    said.mime = options.take("mime").value_or("application/octet-stream");
    HUIYIN_TRY(options.check_all_used());
    const auto tablet = HUIYIN_TRY(open_enrolled(database));
    app::App& app = tablet->app();
    app.select(HUIYIN_TRY(complaint_numbered(app, number)));
    const auto content = HUIYIN_TRY(bytes_of_file(path, limits::attachment_bytes_max));
    const auto kept = tablet->store().files().keep({.bytes = base::bytes_of(content),
                                                    .mime = said.mime,
                                                    .thumbnail = {},
                                                    .draft = std::nullopt});
    if (!kept) {
        return failure(kept.error().code, "not kept: " + kept.error().detail);
    }
    said.sha256 = base::hex_from_bytes(*kept);
    said.file_bytes = static_cast<std::int64_t>(content.size());
    said.taken_at_utc_ms = tablet->clock().now_utc_ms();
    if (app.take({said}, {}) != app::Outcome::Saved) {
        return failure(ErrorCode::InvalidInput, "not attached: " + problems_of(app));
    }
    std::cout << said.sha256 << "\n";
    return {};
}

Result<void> fetch(Options& options) {
    const std::string database = HUIYIN_TRY(options.required("database"));
    const std::string server = HUIYIN_TRY(options.required("server"));
    const auto sha256 = base::hash_from_hex(HUIYIN_TRY(options.required("sha256")));
    const std::string path = HUIYIN_TRY(options.required("to"));
    HUIYIN_TRY(options.check_all_used());
    if (!sha256) {
        return failure(ErrorCode::InvalidInput, "--sha256 must be 64 hexadecimal digits");
    }
    const auto tablet = HUIYIN_TRY(open_enrolled(database, server));
    store::FileStore& files = tablet->store().files();
    if (!files.want(*sha256)) {
        return failure(ErrorCode::NotFound, "no complaint here names this file");
    }
    tablet->talk();
    const auto content = files.bytes(*sha256);
    if (!content) {
        return failure(ErrorCode::NotFound, "the file did not come; try again later");
    }
    return write_new_file(path, std::string(content->begin(), content->end()));
}

using Run = Result<void> (*)(Options&);

Run command_named(const std::string& name) {
    static const std::map<std::string, Run> commands{{"sign-in", sign_in},
                                                     {"record", record},
                                                     {"list", list},
                                                     {"sync", sync_once},
                                                     {"attach", attach},
                                                     {"fetch", fetch},
                                                     {"export", export_unsent},
                                                     {"import", import_work}};
    const auto found = commands.find(name);
    return found == commands.end() ? nullptr : found->second;
}

} // namespace

int run_command(std::span<const std::string> words) {
    const auto is_help = [](const std::string& word) { return word == "--help" || word == "-h"; };
    if (std::any_of(words.begin(), words.end(), is_help)) {
        std::cout << help;
        return exit_ok;
    }
    const Run run = words.empty() ? nullptr : command_named(words.front());
    if (run == nullptr) {
        std::cerr << help;
        return exit_usage;
    }
    auto options = Options::parse(words.subspan(1));
    const auto done = options ? run(*options) : Result<void>(tl::unexpect, options.error());
    if (!done) {
        std::cerr << "huiyin-tablet: " << done.error().detail << "\n";
        return exit_failed;
    }
    return exit_ok;
}

} // namespace huiyin::command
