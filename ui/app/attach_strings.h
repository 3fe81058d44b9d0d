// The sentences about photos, voice notes and files.
#pragma once

#include "ui/app/strings.h"

#include <cstdint>
#include <string_view>

namespace huiyin::app {

enum class AttachText : std::uint8_t {
    Title,
    Camera,
    Pictures,
    Files,
    Voice,
    VoiceStop,
    Remove,
    Removed,
    NothingTaken,
    // What they are called.
    Photo,
    Recording,
    File,
    PhotoName,
    RecordingName,
    // What went wrong.
    TooBig,
    Unreadable,
    MicrophoneRefused,
    TooMany,
    NotKept,
    CannotOpen,
    // How far it travelled.
    Waiting,
    Sending,
    Sent,
    Away,
    Fetching,
    ComesOnline,
    NotThereYet,
    ServerFull,
    ServerError,
    Damaged,
    TabletFull,
    Refused,
    // Looking, hearing, saving.
    Opening,
    PhotoBroken,
    ZoomIn,
    ZoomOut,
    Save,
    SaveReady,
    PlayFailed,
    AfterClosing,
    // 用户签字.
    Sign,
    AskToSign,
    SignAgain,
    SignTyped,
    Total
};

/// The sentence in a language. `{}` in it stands for a value: see with().
std::string_view sentence(AttachText text, Language language);

} // namespace huiyin::app
