#include "ui/app/keeping_strings.h"

#include "ui/app/sentences.h"

namespace huiyin::app {

namespace {

using T = KeepText;

constexpr SentenceOf<KeepText> sentences[] = {
    {T::Title, "没有办成，等您处理", "Came to nothing: it waits for you"},
    {T::Lead,
     "其他记录不受影响，照常上传",
     "All other records are not affected and go on their way"},
    {T::OnServer, "服务器保存了它，但没有采用", "The server keeps it, without effect"},
    {T::ReceivedBy, "已由{}接收", "{} received it first"},
    {T::EditAgain, "编辑重试", "Edit and retry"},
    {T::TryAgain, "重试", "Retry"},
    {T::Export, "导出", "Export"},
    {T::LetBe, "知道了", "Let it be"},
    {T::TriedAgain, "已重新写入，等待上传", "Written again, waits to be sent"},
    {T::DoneWith, "不再列出，内容仍保存在平板上", "No longer listed; the tablet still keeps it"},
    {T::OnComplaint, "这件投诉有 {} 步没有办成", "{} steps of this complaint came to nothing"},
    {T::Look, "查看", "Look"},
    {T::StepUnfinished, "{}还没写完", "{}: not finished yet"},
    {T::StepGoOn, "继续写", "Go on"},
    {T::StepGoesOn, "接着 {} 写的继续", "Goes on with what was written {}"},
    {T::StepAfresh, "清空重写", "Begin anew"},
    {T::StepCleared, "已清空", "Begun anew"},
    {T::StillSince, "{} 起没有进展", "Nothing has moved since {}"},
    {T::NextAt, "{} 再试", "Next try at {}"},
    {T::NextNow, "正在试", "Trying now"},
    {T::BusyUntil, "服务器忙，{} 再试", "The server is busy until {}"},
    {T::Behind, "{} 秒前与服务器核对过", "Checked with the server {} s ago"},
    {T::BehindNow, "刚刚与服务器核对过", "Checked with the server just now"},
    {T::NotSynced, "未同步", "Not synced"},
    {T::NothingWaits, "没有待上传的工作", "Nothing waits to be sent"},
    {T::FilesWaiting, "待上传附件 {}", "Attachments to send: {}"},
    {T::FilesFollow, "记录都已送达，附件随后", "The records have arrived, the attachments follow"},
    {T::Sending, "正在上传，已传 {} / {} 步", "Sending: {} of {} steps sent"},
    {T::SendingText,
     "记录先传，附件随后。可以继续工作，也可以关掉平板，下次接着传。",
     "Records first, attachments after them. Work on, or close the tablet: it goes on next time."},
    {T::Pause, "暂停", "Pause"},
    {T::Resume, "继续上传", "Go on sending"},
    {T::Paused,
     "已暂停，工作都存在本机。下次打开时自动接着传。",
     "Paused: all work is kept here. It goes on by itself when the app is opened next."},
    {T::Percent, "{} {} %", "{} {} %"},
    {T::Fetching, "正在取回记录", "Fetching records"},
    {T::FetchingText, "已取回的现在就能看、能办。", "What is here can be read and worked on now."},
    {T::Fetched, "已取回 {} 步", "{} steps fetched"},
    {T::StepsOfKind, "{} {} 步", "{}, {} steps"},
    {T::FromTo, "{} 至 {}", "{} to {}"},
    {T::Photos, "照片 {} 张", "Photos: {}"},
    {T::Recordings, "录音 {} 段", "Recordings: {}"},
    {T::OtherFiles, "文件 {} 个", "Files: {}"},
    {T::FilesSize, "共 {}", "{} in all"},
    {T::FilesGoOn, "已传 {}，断了从这里接着传", "{} sent; goes on from there after a break"},
    {T::FilesAfter, "等记录传完", "After the records"},
    {T::Clash, "{}：{}", "{}: {}"},
    {T::ClashOfValues, "{}有两个不同的值", "{} has two values"},
    {T::ClashOfSteps, "两台平板各做了一步", "Two tablets took a step each"},
    {T::Waited, "已等 {}", "waits {}"},
    {T::Since, "{} 起", "since {}"},
    {T::Awaited, "等别人裁决", "Others decide"},
    {T::AwaitedText,
     "{} 填了另一个值，等用户关系经理选定，您不用再做什么",
     "{} wrote another value. The relationship manager decides; nothing is left for you to do"},
    {T::DraftsHere,
     "{} 份草稿只存在本机，保存成记录后才会上传",
     "Drafts only on this tablet: {}. They are sent once they are saved as records"},
    {T::DraftGoesOn, "接着填{}的草稿", "Going on with the draft of {}"},
    {T::DraftAnother, "另起一件", "Begin another"},
    {T::DraftOthers, "另有 {} 份草稿", "{} other drafts"},
    {T::DraftChoose, "选一份草稿接着填", "Go on with a draft"},
    {T::DraftUntitled, "还没有写内容", "Nothing written yet"},
    {T::OthersFirst,
     "服务器恢复了备份，先等别的平板补上这一步之前的步骤，最多 10 分钟",
     "The server was restored: what comes before this is on another tablet. Waits 10 minutes at "
     "most"},
    {T::Reconcile, "对账", "Reconciliation"},
    {T::ReconcileText, "按步数，每次同步都核对", "By steps, at every synchronization"},
    {T::AllReceived, "本机写下 {} 步，服务器收到 {} 步", "{} steps written here, {} received"},
    {T::Written, "本机写下", "Written here"},
    {T::Received, "服务器收到", "Received"},
    {T::OnTheWay, "还在路上", "On the way"},
    {T::CheckNow, "核对", "Check"},
    {T::TabletsSilent,
     "还有 {} 台平板 {} 天以上没有同步",
     "tablets not synced: {}, for {} days or more"},
    {T::ClockSame, "与服务器时钟相差 {} 秒", "{} s apart from the server's clock"},
    {T::Storage, "存储", "Storage"},
    {T::StorageUsed, "{} / {}", "{} of {}"},
    {T::StorageSteps, "记录 {}", "Records {}"},
    {T::StorageFiles, "附件 {}", "Attachments {}"},
    {T::ExportAll, "导出未同步", "Export"},
    {T::FileReady, "封存的文件已准备好", "The sealed file is ready"},
    {T::FileHolds, "文件内有 {} 步、{} 个附件。", "The file holds {} steps and {} attachments. "},
    {T::FileLeftOut,
     "另有 {} 个附件放不下，仍留在这台平板上。",
     "There was no room for {} more, which stay on this tablet. "},
    {T::StepsLeftOut,
     "另有 {} 步放不下，仍留在这台平板上；这些送达后再导出一次。",
     "There was no room for {} more steps, which stay on this tablet: export again once these are "
     "delivered. "},
    {T::FileSave, "保存文件", "Save the file"},
    {T::FileCode,
     "代码 "
     "{}。请抄下来，只显示这一次：在本部门另一台平板上打开文件要用它；交给管理员导入服务器则不需要",
     "Code {}. Write it down, it is shown only now: another tablet of the department opens the "
     "file "
     "with it; whoever runs the server imports it without"},
    {T::FileFailed, "没有导出：{}", "Nothing was exported: {}"},
    {T::ImportTitle, "没有网络时", "Without a network"},
    {T::ImportLead,
     "把未上传的工作存成文件，交给服务器或另一台平板。另一台平板的 .hyx "
     "文件，用它的代码在这里打开，由本机上传。重复导入不会重复登记。",
     "Unsent work becomes a file for the server or another tablet. The .hyx file of another tablet "
     "opens here with its code, and this tablet sends it. A second time changes nothing."},
    {T::ImportChoose, "导入", "Import"},
    {T::ImportCode, "代码", "Code"},
    {T::ImportOpen, "打开并上传", "Open and send"},
    {T::ImportDone, "带入 {} 步，另有 {} 步早已在这里", "{} steps brought in, {} were here before"},
    {T::ImportFiles, "；附件 {} 个", "; {} attachments"},
    {T::ImportNoFile, "这不是回音导出的文件", "This is no file that Huiyin exported"},
    {T::ImportDamaged,
     "文件已损坏，请在原平板上重新导出",
     "The file is damaged: export it again on its tablet"},
    {T::ImportWrongCode, "代码不对，请核对后再试", "The code is wrong: check it and try again"},
    {T::ImportForeign, "这是其他部门的文件，这里不能打开", "The file is of another department"},
    {T::ImportNewer,
     "文件由更新的版本导出，请先联网更新本应用",
     "A later version exported the file: update this app online first"},
    {T::ImportNotGenuine,
     "有内容与原平板的签名不符，没有带入；其余的照常上传",
     "Some content is not what its tablet signed and was left out; the rest is on its way"},
    {T::ImportNotStored, "平板存不上，没有带入", "The tablet could not store it: nothing came in"},
    {T::Wiped,
     "浏览器清除了这台平板上的数据。已上传的都在服务器上，登录后会回来；没有上传的找不回来了。请联"
     "系管理员，"
     "并把应用安装到主屏幕",
     "The browser has deleted this tablet's data. What was sent is on the server and comes back "
     "after "
     "signing in; what was not sent is lost. Tell the administrator, and install the app on the "
     "home "
     "screen"},
    {T::LittleRoom,
     "存储快满了，剩 {}。请先同步，再清理这台平板，否则新记录可能存不上",
     "Storage is nearly full, {} left. Sync, then make room, or new records may not be stored"},
};

static_assert(is_complete(sentences));

} // namespace

std::string_view sentence(KeepText text, Language language) {
    return sentence_in(sentences, text, language);
}

} // namespace huiyin::app
