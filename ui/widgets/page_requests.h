// What the browser's page shows over the canvas, because it must be part of its document: pages to
// print, files to save, recordings to hear. The page owns them once they were handed over.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace huiyin::widgets {

enum class Paper : std::uint8_t { A4Portrait, A4Landscape, A3Landscape };

/// Pages for reading on the screen and for the printer.
struct PrintDocument {
    /// Over the preview, and the name a saved PDF gets.
    std::string_view title;
    /// Elements with the classes of print.css; whatever is not in the page's list of plain elements
    /// and attributes is left out there. Texts must be escaped.
    std::string_view html;
    Paper paper = Paper::A4Portrait;
    std::string_view print_label;
    std::string_view close_label;
};

/// A file made here, which a person may save.
struct Download {
    /// With its ending: "记录表 2026-11.csv".
    std::string_view file_name;
    std::string_view media_type;
    std::span<const std::uint8_t> bytes;
    std::string_view title;
    std::string_view save_label;
    std::string_view close_label;
};

/// A voice note to be heard.
struct Recording {
    std::string_view media_type;
    std::span<const std::uint8_t> bytes;
    /// Over the player.
    std::string_view title;
    std::string_view close_label;
    /// Shown when the browser cannot play it.
    std::string_view failed_text;
};

/// Shows the pages over the screen, with a button that prints and one that closes. The page has
/// them from then on: nothing needs to be drawn or kept. Call it when something was pressed.
void show_print_document(const PrintDocument& document);

/// Offers the file in a bar over the screen: only a press on a link of the page itself may save it.
void offer_download(const Download& download);

/// Plays the recording in a bar over the screen, with the browser's own means to stop and to wind;
/// another one before takes its place.
void play_recording(const Recording& recording);

struct PrintRequest {
    std::string title;
    std::string html;
    Paper paper = Paper::A4Portrait;
    std::string print_label;
    std::string close_label;
};

struct DownloadRequest {
    std::string file_name;
    std::string media_type;
    std::vector<std::uint8_t> bytes;
    std::string title;
    std::string save_label;
    std::string close_label;
};

struct PlayRequest {
    std::string media_type;
    std::vector<std::uint8_t> bytes;
    std::string title;
    std::string close_label;
    std::string failed_text;
};

/// What a host hands to the page, in the order it was asked for.
using PageRequest = std::variant<PrintRequest, DownloadRequest, PlayRequest>;

} // namespace huiyin::widgets
