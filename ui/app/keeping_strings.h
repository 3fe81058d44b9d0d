// The sentences about work that is not delivered: why, since when, and what a person can do.
#pragma once

#include "ui/app/strings.h"

#include <cstdint>
#include <string_view>

namespace huiyin::app {

enum class KeepText : std::uint8_t {
    // What was set aside.
    Title,
    Lead,
    OnServer,
    EditAgain,
    TryAgain,
    Export,
    LetBe,
    TriedAgain,
    DoneWith,
    OnComplaint,
    Look,
    // The watchdog.
    StillSince,
    NextAt,
    NextNow,
    BusyUntil,
    Behind,
    NotSynced,
    NothingWaits,
    FilesWaiting,
    FilesFollow,
    // What arrived, and the room for it.
    Reconcile,
    AllReceived,
    OnTheWay,
    ClockSame,
    Storage,
    StorageUsed,
    // Files.
    ExportAll,
    FileReady,
    FileHolds,
    FileLeftOut,
    FileSave,
    FileCode,
    FileFailed,
    ImportTitle,
    ImportLead,
    ImportChoose,
    ImportCode,
    ImportOpen,
    ImportDone,
    ImportFiles,
    ImportNoFile,
    ImportDamaged,
    ImportWrongCode,
    ImportForeign,
    ImportNewer,
    ImportNotGenuine,
    ImportNotStored,
    // The place where everything is kept.
    Wiped,
    LittleRoom,
    Total
};

/// The sentence in a language. `{}` in it stands for a value: see with().
std::string_view sentence(KeepText text, Language language);

} // namespace huiyin::app
