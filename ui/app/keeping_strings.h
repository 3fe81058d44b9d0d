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
    ReceivedBy,
    EditAgain,
    TryAgain,
    Export,
    LetBe,
    TriedAgain,
    DoneWith,
    OnComplaint,
    Look,
    // A step that was not finished.
    StepUnfinished,
    StepGoOn,
    StepGoesOn,
    StepAfresh,
    StepCleared,
    // The watchdog.
    StillSince,
    NextAt,
    NextNow,
    BusyUntil,
    Behind,
    BehindNow,
    NotSynced,
    NothingWaits,
    FilesWaiting,
    FilesFollow,
    // What is under way.
    Sending,
    SendingText,
    Pause,
    Resume,
    Paused,
    Percent,
    Fetching,
    FetchingText,
    Fetched,
    StepsOfKind,
    FromTo,
    Photos,
    Recordings,
    OtherFiles,
    FilesSize,
    FilesGoOn,
    FilesAfter,
    // What others decide, and what is only here.
    Clash,
    ClashOfValues,
    ClashOfSteps,
    Waited,
    Since,
    Awaited,
    AwaitedText,
    DraftsHere,
    DraftGoesOn,
    DraftAnother,
    DraftOthers,
    DraftChoose,
    DraftUntitled,
    OthersFirst,
    // What arrived, and the room for it.
    Reconcile,
    ReconcileText,
    AllReceived,
    Written,
    Received,
    OnTheWay,
    CheckNow,
    TabletsSilent,
    ClockSame,
    Storage,
    StorageUsed,
    StorageSteps,
    StorageFiles,
    // Files.
    ExportAll,
    FileReady,
    FileHolds,
    FileLeftOut,
    StepsLeftOut,
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
