// The messages of the travel of attachments: what is read is what was written, and nothing else.
#include "core/base/limits.h"
#include "core/sync/file_wire.h"

#include <catch_amalgamated.hpp>
#include <string>
#include <vector>

using namespace huiyin;
using namespace huiyin::sync;
namespace limits = base::limits;

namespace {

constexpr std::size_t chunk_size = limits::attachment_chunk_bytes;

} // namespace

TEST_CASE("file wire: messages and queries come back as they went", "[core][sync][files][wire]") {
    const std::vector<OfferedFile> offered{
        {base::Hash{1}, 1}, {base::Hash{2}, std::int64_t{limits::attachment_bytes_max}}};
    const auto files = offered_files_from_text(to_text(offered));
    REQUIRE(files);
    REQUIRE(files->size() == 2);
    CHECK((*files)[1].sha256 == offered[1].sha256);
    CHECK((*files)[1].file_bytes == offered[1].file_bytes);
    const auto answers = file_answers_from_text(to_text(
        std::vector<FileAnswer>{{base::Hash{1}, {0, 7, 99}, false}, {base::Hash{2}, {}, true}}));
    REQUIRE(answers);
    CHECK((*answers)[0].missing == std::vector<std::size_t>{0, 7, 99});
    CHECK((*answers)[1].full);
    const ChunkName name{base::Hash{3}, 4, 5 * chunk_size, base::Hash{6}};
    const auto put = chunk_from_put_query(chunk_put_query(name));
    REQUIRE(put);
    CHECK(put->sha256 == name.sha256);
    CHECK(put->place == 4);
    CHECK(put->file_bytes == name.file_bytes);
    CHECK(put->chunk_sha256 == name.chunk_sha256);
    CHECK(chunk_from_get_query(chunk_get_query(name))->place == 4);
}

TEST_CASE("file wire: anything else is refused by name", "[core][sync][files][wire][limits]") {
    const auto code = [](const auto& result) { return result.error().code; };
    std::vector<OfferedFile> many(limits::offered_files_max, {base::Hash{1}, 1});
    CHECK(offered_files_from_text(to_text(many)));
    many.push_back(many.front());
    CHECK(code(offered_files_from_text(to_text(many))) == base::ErrorCode::TooLarge);
    for (const std::int64_t bytes :
         {std::int64_t{0}, std::int64_t{-1}, std::int64_t{limits::attachment_bytes_max} + 1}) {
        CHECK(code(offered_files_from_text(to_text(std::vector<OfferedFile>{{{}, bytes}}))) ==
              base::ErrorCode::InvalidInput);
    }
    CHECK(code(offered_files_from_text(R"({"protocol":9,"files":[]})")) ==
          base::ErrorCode::Unsupported);
    CHECK(offered_files_from_text(R"({"protocol":1,"files":[{"sha256":"AB","file_bytes":1}]})")
              .error()
              .detail == "member sha256");
    for (const char* missing : {"[-1]", "[100]", "[1,1]", "[2,1]", "[\"1\"]", "7"}) {
        std::string text = R"({"protocol":1,"files":[{"sha256":")";
        text += std::string(64, 'a') + R"(","missing":)" + missing + "}]}";
        CHECK(file_answers_from_text(text).error().detail == "member missing");
    }
    const ChunkName name{base::Hash{3}, 1, 2 * chunk_size, base::Hash{6}};
    const std::string put = chunk_put_query(name);
    CHECK(code(chunk_from_put_query(put + "&more=1")) == base::ErrorCode::InvalidInput);
    CHECK(code(chunk_from_put_query("&" + put)) == base::ErrorCode::InvalidInput);
    CHECK(code(chunk_from_put_query({})) == base::ErrorCode::InvalidInput);
    CHECK(code(chunk_from_put_query(chunk_get_query(name))) == base::ErrorCode::InvalidInput);
    CHECK(code(chunk_from_get_query(put)) == base::ErrorCode::InvalidInput);
    // The place behind the last.
    CHECK(chunk_from_put_query(chunk_put_query({{}, 2, 2 * chunk_size, {}})).error().detail ==
          "member place");
    CHECK(
        chunk_from_get_query(chunk_get_query({{}, limits::attachment_chunks_max})).error().detail ==
        "member place");
}
