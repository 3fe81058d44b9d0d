#include "ui/app/strings.h"

#include "core/base/assert.h"

#include <cstddef>

namespace huiyin::app {

namespace {

struct Sentence {
    Text text;
    std::string_view zh;
    std::string_view en;
};

constexpr Sentence sentences[] = {
    {Text::AppName, "回音", "Huiyin"},
    {Text::NavLabel, "主导航", "Main navigation"},
    {Text::NavComplaints, "投诉", "Complaints"},
    {Text::NavNew, "登记", "New"},
    {Text::NavMe, "我", "Me"},
    {Text::Back, "返回", "Back"},
    {Text::Close, "关闭", "Close"},
    {Text::Cancel, "取消", "Cancel"},
    {Text::SignInTitle, "登录", "Sign in"},
    {Text::SignInLead,
     "第一次登录需要网络，之后没有网络也能用",
     "Signing in needs the network once; after that it works without"},
    {Text::SignInAccount, "账号", "Account"},
    {Text::SignInPassword, "密码", "Password"},
    {Text::SignInButton, "登录", "Sign in"},
    {Text::SignInBusy, "正在登录", "Signing in"},
    {Text::SignInNeedsNetwork,
     "连不上服务器。请检查网络后再试",
     "The server cannot be reached. Check the network and try again"},
    {Text::SignInAccountMissing, "请填账号", "Enter the account"},
    {Text::SignInPasswordMissing, "请填密码", "Enter the password"},
    {Text::SignInWrong, "账号或密码不对", "The account or password is wrong"},
    {Text::SignInThrottled, "试得太多，请稍后再试", "Too many attempts. Try again later"},
    {Text::SignInServerError,
     "服务器没有接受登录，请联系管理员",
     "The server did not accept the sign-in. Ask the administrator"},
    {Text::SignInOtherPersonWaits,
     "本机还有别人的记录没有上传，请那位同事先登录并同步",
     "Another person's records wait to be sent from this tablet. They must sign in and sync first"},
    {Text::SignInAgain, "重新登录", "Sign in again"},
    {Text::SignInAgainLead,
     "登录已过期。本机的记录都在，重新登录后继续上传",
     "Your sign-in has ended. Everything on this tablet is still here and is sent once you sign "
     "in"},
    {Text::ListTitle, "投诉", "Complaints"},
    {Text::ListSearch, "编号、姓名、车站、内容", "Number, name, station, content"},
    {Text::ListSearchClear, "清除搜索", "Clear search"},
    {Text::ListFilterName, "筛选", "Filter"},
    {Text::ListFilterAll, "全部", "All"},
    {Text::ListFilterUnsent, "未同步", "Not sent"},
    {Text::ListFilterRecorded, "待分派", "To dispatch"},
    {Text::ListFilterRejected, "受理不通过", "Rejected"},
    {Text::ListEmptyTitle, "这里还没有投诉", "No complaints here yet"},
    {Text::ListEmptyText,
     "登记的投诉和同步来的投诉会出现在这里",
     "What you record and what is synced appears here"},
    {Text::ListEmptyAction, "登记投诉", "Record a complaint"},
    {Text::ListNoMatchTitle, "没有找到", "Nothing found"},
    {Text::ListNoMatchText,
     "换一个词，或只输入编号、电话的一部分",
     "Try another word, or part of a number or phone number"},
    {Text::ListPickOne, "选一件投诉", "Choose a complaint"},
    {Text::ListPickOneText,
     "左边列表里点一件，这里显示它的内容和经过",
     "Tap one in the list to see its content and history here"},
    {Text::Anonymous, "匿名", "Anonymous"},
    {Text::NoNumberYet, "未编号", "No number"},
    {Text::DetailRegisterNo, "登记序号 {}", "Register no. {}"},
    {Text::DetailContent, "投诉内容", "Content"},
    {Text::DetailTimeline, "经过", "History"},
    {Text::DetailComplainant, "投诉人", "Complainant"},
    {Text::DetailContact, "联系", "Contact"},
    {Text::DetailContactRefused, "用户拒绝提供", "Refused by the user"},
    {Text::DetailLocation, "地点", "Location"},
    {Text::DetailSystem, "系统", "System"},
    {Text::DetailSource, "来源", "Source"},
    {Text::DetailCategory, "类别", "Category"},
    {Text::DetailRespondent, "被投诉", "About"},
    {Text::DetailRespondentUnknown, "不明", "Unknown"},
    {Text::DetailRemedy, "诉求", "Request"},
    {Text::DetailComplainedAt, "投诉时间", "Made at"},
    {Text::DetailInfoCheck, "验证", "Check"},
    {Text::DetailAcceptedBy, "受理", "Taken by"},
    {Text::DetailRejectionReason, "原因", "Reason"},
    {Text::DetailNextDispatch,
     "下一步：等用户关系经理分派",
     "Next: dispatch by the relationship manager"},
    {Text::DetailNextSupplement, "下一步：补充信息后重新登记", "Next: supplement and record"},
    {Text::DetailNextHint, "分派前可以补充说明", "Notes can be added before that"},
    {Text::DetailAddNote, "补充说明", "Add a note"},
    {Text::DetailSupplement, "补充后登记", "Supplement"},
    {Text::DetailUnsentSteps, "{} 项未同步", "{} not sent"},
    {Text::DetailConfidential, "保密", "Confidential"},
    {Text::DetailNotSent, "未同步", "Not sent"},
    {Text::DetailSent, "已送达", "Delivered"},
    {Text::DetailBothClocks, "设备 {}，服务器 {}", "Tablet {}, server {}"},
    {Text::NoteTitle, "补充说明", "Add a note"},
    {Text::NoteLabel, "说明", "Note"},
    {Text::NoteSave, "保存说明", "Save note"},
    {Text::NoteMissing, "请写说明", "Write the note"},
    {Text::NoteSaved, "说明已保存到本机", "Note saved on this tablet"},
    {Text::FormTitle, "登记投诉", "New complaint"},
    {Text::FormDraftSaved, "草稿已保存 {}", "Draft saved {}"},
    {Text::FormDraftFailed, "草稿没有存上", "Draft not saved"},
    {Text::FormSectionSource, "来源", "Source"},
    {Text::FormSectionComplainant, "投诉人", "Complainant"},
    {Text::FormSectionMatter, "投诉事项", "The matter"},
    {Text::FormSectionCheck, "信息验证", "Information check"},
    {Text::FormSectionComplete, "已填完", "Complete"},
    {Text::FormTriggerSource, "触发来源", "Trigger"},
    {Text::FormChannel, "投诉方式", "Channel"},
    {Text::FormChannelHint, "上次用过", "Last used"},
    {Text::FormChannelMore, "更多", "More"},
    {Text::FormForm, "投诉形式", "Form"},
    {Text::FormFormHint, "{}默认{}", "{}: {} by default"},
    {Text::FormName, "姓名", "Name"},
    {Text::FormOrg, "部门与岗位", "Department and post"},
    {Text::FormKind, "身份", "Position"},
    {Text::FormContact, "联系方式", "Contact"},
    {Text::FormContactRefuse, "拒绝提供", "Refused"},
    {Text::FormContactRefused, "用户拒绝提供联系方式", "The user refused to give a contact"},
    {Text::FormContactUndo, "改为填写", "Enter one"},
    {Text::FormConfidential, "为投诉人保密", "Keep the complainant confidential"},
    {Text::FormCategory, "类别", "Category"},
    {Text::FormSubCategory, "子类", "Kind"},
    {Text::FormRespondent, "被投诉对象", "Complained about"},
    {Text::FormRespondentHint, "服务、小组或人员", "Service, group or person"},
    {Text::FormRespondentUnknown, "不清楚是谁", "Not known who"},
    {Text::FormLocation, "地点", "Location"},
    {Text::FormLastUsed, "沿用上次", "As last time"},
    {Text::FormSystem, "系统", "System"},
    {Text::FormContent, "投诉内容", "Content"},
    {Text::FormContentHint,
     "发生了什么，什么时候，影响了谁",
     "What happened, when, who was affected"},
    {Text::FormRemedy, "用户诉求", "What the user asks for"},
    {Text::FormInfoCheck, "投诉人身份和投诉信息已核对", "Identity and information were checked"},
    {Text::FormInfoCheckNote, "怎样核对的", "How it was checked"},
    {Text::FormInfoCheckNoteHint, "回拨电话、查通讯录等", "Called back, looked up, etc."},
    {Text::FormInformant, "转告人", "Passed on by"},
    {Text::FormRejectReason, "不合格的原因", "Why it does not pass"},
    {Text::FormMissing, "还差 {} 项", "{} to complete"},
    {Text::FormReady, "可以登记", "Ready to record"},
    {Text::FormReadyReject,
     "验证不合格，保存后不进记录表",
     "Check not passed: kept, but not in the register"},
    {Text::FormRecord, "验证并登记", "Verify and record"},
    {Text::FormReject, "保存为受理不通过", "Save as rejected"},
    {Text::FormDeleteDraft, "删除草稿", "Delete draft"},
    {Text::FormDraftDeleted, "草稿已删除", "Draft deleted"},
    {Text::FormSaved, "已保存 {}", "Saved {}"},
    {Text::FormRejectedSaved, "已保存，受理不通过", "Saved as rejected"},
    {Text::FormSaveFailed,
     "没有存上：{}。内容还在，请再试",
     "Not saved: {}. Nothing is lost, try again"},
    {Text::FormStorageFull, "平板存储已满", "the tablet's storage is full"},
    {Text::ProblemMissing, "请填写", "Required"},
    {Text::ProblemChooseOne, "请选择一项", "Choose one"},
    {Text::ProblemTooShort, "至少 {} 个字", "At least {} characters"},
    {Text::ProblemTooLong, "最多 {} 个字", "At most {} characters"},
    {Text::ProblemMalformed, "有不能保存的字符", "Contains characters that cannot be kept"},
    {Text::ProblemPhoneLength,
     "手机号是 11 位，现在有 {} 位",
     "A mobile number has 11 digits, this has {}"},
    {Text::ProblemInFuture, "时间在将来", "The time is in the future"},
    {Text::SyncDone, "已同步", "Synced"},
    {Text::SyncWaiting, "待上传 {}", "{} to send"},
    {Text::SyncRunning, "同步中", "Syncing"},
    {Text::SyncOffline, "离线", "Offline"},
    {Text::SyncAttention, "需处理", "Needs you"},
    {Text::SyncPageTitle, "同步", "Sync"},
    {Text::SyncNow, "现在同步", "Sync now"},
    {Text::SyncLastContact, "上次联系服务器：{}", "Last contact: {}"},
    {Text::SyncNever, "还没有", "never"},
    {Text::SyncDevice, "本机 {}", "Tablet {}"},
    {Text::SyncClockOff,
     "本机时钟和服务器相差 {} 分钟，期限按服务器时间算",
     "The tablet's clock differs from the server's by {} minutes; due times follow the server"},
    {Text::SyncAllDone, "都已送达", "Everything is delivered"},
    {Text::SyncAllDoneText,
     "本机写下的记录服务器都收到了",
     "The server has every record of this tablet"},
    {Text::SyncPendingTitle, "待上传", "To send"},
    {Text::SyncReasonOffline, "等网络", "Waiting for the network"},
    {Text::SyncReasonUnreachable,
     "连不上服务器，会自动再试",
     "The server cannot be reached; tries again by itself"},
    {Text::SyncReasonBusy, "服务器忙，会自动再试", "The server is busy; tries again by itself"},
    {Text::SyncReasonServerError,
     "服务器出错，会自动再试",
     "The server had an error; tries again by itself"},
    {Text::SyncReasonSignIn, "登录已过期，请重新登录", "Your sign-in has ended: sign in again"},
    {Text::SyncReasonRefused,
     "服务器没有接受请求，请联系管理员",
     "The server did not accept the request. Ask the administrator"},
    {Text::SyncReasonOld,
     "应用太旧，请联网刷新页面",
     "This version is too old: reload the page online"},
    {Text::SyncReasonBadAnswer,
     "服务器的回答读不懂，会自动再试",
     "The server's answer cannot be read; tries again by itself"},
    {Text::SyncReasonStorage, "平板存不上，请腾出空间", "The tablet cannot store: free some space"},
    {Text::SyncReasonQueued, "排在第 {} 位", "Number {} in the queue"},
    {Text::SyncReasonNow, "正在上传", "Sending now"},
    {Text::MeTitle, "我", "Me"},
    {Text::MeRoles, "角色", "Roles"},
    {Text::MeDepartment, "部门", "Department"},
    {Text::MeDevice, "本机", "Tablet"},
    {Text::MeLanguage, "语言", "Language"},
    {Text::MeTextSize, "字号", "Text size"},
    {Text::MeStorageKept, "浏览器已答应长期保存", "The browser promised to keep the data"},
    {Text::MeStorageNotKept,
     "浏览器没有答应长期保存，请及时同步",
     "The browser did not promise to keep the data: sync often"},
    {Text::Today, "今天", "Today"},
    {Text::Yesterday, "昨天", "Yesterday"},
    {Text::JustNow, "刚刚", "just now"},
};

static_assert(sizeof(sentences) / sizeof(sentences[0]) == static_cast<std::size_t>(Text::Count));

constexpr bool in_order() {
    for (std::size_t i = 0; i < static_cast<std::size_t>(Text::Count); ++i) {
        if (static_cast<std::size_t>(sentences[i].text) != i || sentences[i].zh.empty() ||
            sentences[i].en.empty()) {
            return false;
        }
    }
    return true;
}

// A sentence that lacks a language, or a name without a sentence, does not compile.
static_assert(in_order());

} // namespace

std::string_view sentence(Text text, Language language) {
    HUIYIN_ASSERT(text < Text::Count);
    const Sentence& found = sentences[static_cast<std::size_t>(text)];
    return language == Language::Chinese ? found.zh : found.en;
}

std::string with(std::string_view sentence, std::string_view first, std::string_view second) {
    std::string out;
    std::string_view value = first;
    for (std::size_t at = 0; at < sentence.size(); ++at) {
        if (sentence.substr(at, 2) == "{}") {
            out += value;
            value = second;
            ++at;
        } else {
            out += sentence[at];
        }
    }
    return out;
}

} // namespace huiyin::app
