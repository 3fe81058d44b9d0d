#include "ui/app/attach_strings.h"

#include "ui/app/sentences.h"

namespace huiyin::app {

namespace {

using T = AttachText;

constexpr SentenceOf<AttachText> sentences[] = {
    {T::Title, "附件", "Attachments"},
    {T::Camera, "拍照", "Take a photo"},
    {T::Pictures, "相册", "Pictures"},
    {T::Files, "文件", "Files"},
    {T::Voice, "录音", "Voice note"},
    {T::VoiceStop, "停止", "Stop"},
    {T::Remove, "移除", "Remove"},
    {T::Removed, "已移除 {}", "{} was removed"},
    {T::NothingTaken, "请先拍照、录音或选文件", "Take a photo, record or choose a file first"},
    {T::Photo, "照片", "Photo"},
    {T::Recording, "录音", "Voice note"},
    {T::File, "文件", "File"},
    {T::PhotoName, "照片", "Photo"},
    {T::RecordingName, "录音 {} 秒", "Voice note {} s"},
    {T::TooBig, "文件太大，最多 {}", "The file is too large, at most {}"},
    {T::Unreadable, "这个文件读不出来，请换一个", "This file cannot be read. Choose another one"},
    {T::MicrophoneRefused,
     "用不了麦克风。请在浏览器的设置里允许本页使用",
     "The microphone is not available. Allow it for this page in the browser's settings"},
    {T::TooMany, "最多 {} 个附件", "At most {} attachments"},
    {T::NotKept, "附件没有保存：{}", "The attachment was not saved: {}"},
    {T::CannotOpen, "附件打不开：{}", "The attachment cannot be opened: {}"},
    {T::Waiting, "未上传", "Not uploaded"},
    {T::Sending, "未上传 {} / {}", "Not uploaded {} / {}"},
    {T::Sent, "已上传", "Uploaded"},
    {T::Away, "未下载", "Not downloaded"},
    {T::Fetching, "正在下载 {} / {}", "Downloading {} / {}"},
    {T::ComesOnline, "连上网络后下载", "It is downloaded once there is a network"},
    {T::NotThereYet, "等登记人的平板上传", "Waits for the tablet it was taken on"},
    {T::ServerFull, "服务器已满，稍后再传", "The server is full, tried again later"},
    {T::ServerError, "服务器出错，稍后再试", "The server failed, tried again later"},
    {T::Damaged, "传输有误，会重新传", "Damaged on the way, sent again"},
    {T::TabletFull, "本机空间不足", "No room on this tablet"},
    {T::Refused, "服务器不接受", "Refused by the server"},
    {T::Opening, "正在打开", "Opening"},
    {T::PhotoBroken, "这张照片打不开", "This photo cannot be shown"},
    {T::ZoomIn, "放大", "Zoom in"},
    {T::ZoomOut, "缩小", "Zoom out"},
    {T::Save, "保存", "Save"},
    {T::SaveReady, "文件已备好", "The file is ready"},
    {T::PlayFailed, "这台设备放不了这段录音", "This device cannot play the recording"},
    {T::AfterClosing, "关闭后补充", "Added after closing"},
    {T::Sign, "用户签字", "The user's signature"},
    {T::AskToSign, "请用户签字", "Ask the user to sign"},
    {T::SignAgain, "重写", "Clear"},
    {T::SignTyped, "不便手写时，填写姓名", "Or the name, typed"},
};

static_assert(is_complete(sentences));

} // namespace

std::string_view sentence(AttachText text, Language language) {
    return sentence_in(sentences, text, language);
}

} // namespace huiyin::app
