#include "ui/widgets/page_requests.h"

#include "ui/widgets/context_state.h"

namespace huiyin::widgets {

void show_print_document(const PrintDocument& document) {
    state().page_requests.emplace_back(PrintRequest{std::string(document.title),
                                                    std::string(document.html),
                                                    document.paper,
                                                    std::string(document.print_label),
                                                    std::string(document.close_label)});
}

void offer_download(const Download& download) {
    state().page_requests.emplace_back(
        DownloadRequest{std::string(download.file_name),
                        std::string(download.media_type),
                        {download.bytes.begin(), download.bytes.end()},
                        std::string(download.title),
                        std::string(download.save_label),
                        std::string(download.close_label)});
}

void play_recording(const Recording& recording) {
    state().page_requests.emplace_back(PlayRequest{std::string(recording.media_type),
                                                   {recording.bytes.begin(), recording.bytes.end()},
                                                   std::string(recording.title),
                                                   std::string(recording.close_label),
                                                   std::string(recording.failed_text)});
}

} // namespace huiyin::widgets
