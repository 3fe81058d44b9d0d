#include "ui/app/admin_strings.h"

#include "core/base/assert.h"

#include <cstddef>
#include <iterator>

namespace huiyin::app {

namespace {

struct AdminSentence {
    AdminText text;
    std::string_view zh;
    std::string_view en;
};

using T = AdminText;

constexpr AdminSentence sentences[] = {
    {T::Title, "管理", "Administration"},
    {T::Sections, "管理内容", "What to manage"},
    {T::People, "人员", "People"},
    {T::Teams, "团队与小组", "Teams"},
    {T::Devices, "平板", "Tablets"},
    {T::Codes, "代码表", "Lists"},
    {T::Policy, "规则", "Policy"},
    {T::Volumes, "服务量", "Volumes"},
    {T::Log, "操作记录", "Log"},
    {T::Redactions, "脱敏", "Redaction"},
    {T::Lead,
     "改动立即生效，并记入操作记录",
     "Changes take effect at once and are written in the log"},
    {T::NeedsNetwork,
     "没有网络，现在只能看。改动要在服务器上核对权限并记录，连上后再改",
     "There is no network, so this is for reading only. Changes are checked and logged on the "
     "server; make them once you are connected"},
    {T::NeedsSignIn,
     "登录已过期，现在只能看。重新登录后再改",
     "Your sign-in has ended, so this is for reading only. Sign in again to make changes"},
    {T::Loading, "正在读取", "Loading"},
    {T::Add, "添加", "Add"},
    {T::Save, "保存", "Save"},
    {T::Sending, "正在保存", "Saving"},
    {T::Done, "已保存：{}", "Saved: {}"},
    {T::Search, "姓名、工号、电话", "Name, staff number, phone"},
    {T::More, "还有 {} 人，请输入姓名或工号查找", "{} more. Type a name or a staff number"},
    {T::Nothing, "没有找到", "Nothing found"},
    {T::NothingText, "换一个词试试", "Try another word"},
    {T::AddPerson, "添加人员", "Add a person"},
    {T::EditPerson, "修改资料", "Change details"},
    {T::StaffNo, "工号", "Staff number"},
    {T::Name, "名称", "Name"},
    {T::Phone, "电话", "Phone"},
    {T::Inactive, "已停用", "inactive"},
    {T::NoRole, "没有角色", "no role"},
    {T::Roles, "角色", "Roles"},
    {T::GrantRole, "授予角色", "Grant a role"},
    {T::Role, "角色", "Role"},
    {T::Team, "团队", "Team"},
    {T::Group, "小组", "Group"},
    {T::RevokeRole, "收回角色", "Take back the role"},
    {T::RevokeRoleText,
     "收回角色 {} 后，这个人不能再做这个角色的步骤。已经做过的都保留",
     "Without the role {} this person can take none of its steps any more. What was done stays"},
    {T::EarlierRole, "到 {} 为止", "until {}"},
    {T::RoleSince, "{} 起", "since {}"},
    {T::RoleSinceBy, "{} 起，由 {} 授予", "since {}, granted by {}"},
    {T::Account, "账号", "Account"},
    {T::NoAccount, "还没有账号，不能登录", "No account yet: cannot sign in"},
    {T::OpenAccount, "开通账号", "Open an account"},
    {T::AccountName, "账号名", "Account name"},
    {T::Password, "密码", "Password"},
    {T::PasswordHint, "至少 8 个字符", "At least 8 characters"},
    {T::ResetPassword, "重设密码", "Reset the password"},
    {T::ResetPasswordText,
     "这个人在所有平板上的登录会结束，没有上传的记录仍在平板上",
     "Ends this person's sign-ins on all tablets. What was not sent stays on the tablets"},
    {T::Deactivate, "停用", "Deactivate"},
    {T::DeactivateText,
     "停用后立即退出所有平板，不能再登录，也不再能选为处理人。记录都保留",
     "Signs this person out everywhere at once; nobody can pick them any more. All records stay"},
    {T::Activate, "恢复使用", "Activate"},
    {T::ActivateText, "恢复后可以重新登录", "This person may then sign in again"},
    {T::AddTeam, "添加团队", "Add a team"},
    {T::EditTeam, "修改团队", "Change the team"},
    {T::AddGroup, "添加小组", "Add a group"},
    {T::EditGroup, "修改小组", "Change the group"},
    {T::Leader, "负责人", "Leader"},
    {T::NoLeader, "没有负责人", "nobody leads it"},
    {T::Domains, "负责的领域", "Domains"},
    {T::DomainsHint, "最多 20 个", "At most 20"},
    {T::DeviceName, "名称", "Name"},
    {T::DeviceBy, "登记人", "Enrolled by"},
    {T::DeviceEnrolled, "登记时间", "Enrolled"},
    {T::DeviceLastSync, "最近同步", "Last sync"},
    {T::DeviceEvents, "收到的步骤", "Steps received"},
    {T::DeviceNever, "从未", "never"},
    {T::DeviceRevoked, "已吊销", "revoked"},
    {T::DeviceCloned, "疑似被复制", "may be copied"},
    {T::DeviceInUse, "在用", "in use"},
    {T::Revoke, "吊销这台平板", "Revoke this tablet"},
    {T::RevokeText,
     "吊销后这台平板不能再同步，没有上传的记录要导出后在别处导入。它的编号不会再用",
     "It cannot sync any more; what it has not sent must be exported and imported elsewhere. Its "
     "code is never used again"},
    {T::CodeList, "代码表", "List"},
    {T::Location, "地点", "Places"},
    {T::System, "系统", "Systems"},
    {T::Domain, "领域", "Domains"},
    {T::AddCode, "添加一项", "Add a value"},
    {T::EditCode, "修改一项", "Change the value"},
    {T::Code, "代码", "Code"},
    {T::CodeHint, "以后不能改", "Cannot be changed later"},
    {T::Chinese, "中文名称", "Chinese name"},
    {T::English, "英文名称", "English name"},
    {T::Position, "顺序", "Order"},
    {T::CodeActive, "可以选用", "May be picked"},
    {T::CodeActiveHint,
     "停用后不再出现在选择里，用过它的投诉不变",
     "Without this it is offered no more; complaints that use it stay as they are"},
    {T::PolicySteps, "办理规则", "Procedure"},
    {T::ValidityConfirmer, "谁确认是否有效", "Who confirms validity"},
    {T::ReopenDays, "关闭后可重新打开", "May be reopened after closing for"},
    {T::DuplicateDays, "查重范围", "Look for duplicates back"},
    {T::SilentDays, "平板多久没同步要提醒", "Warn about tablets silent for"},
    {T::Days, "天", "days"},
    {T::Rework, "不满意时可以返工", "Rework in place of closing"},
    {T::ReworkHint, "每轮最多一次", "At most once a round"},
    {T::LeadershipCopied, "升级时抄送更高领导", "Leadership hears of escalations"},
    {T::Targets, "目标时限", "Targets"},
    {T::TargetsHint,
     "工作时间内的分钟数。只提醒，不阻止任何步骤",
     "Minutes of working time. They remind and never block a step"},
    {T::TargetGeneral, "{}（一般）", "{} (general)"},
    {T::TargetMajor, "{}（重大）", "{} (major)"},
    {T::Minutes, "分钟", "minutes"},
    {T::WorkingTime, "工作时间", "Working time"},
    {T::WorkDays, "工作日", "Working days"},
    {T::WorkBegin, "上班", "From"},
    {T::WorkEnd, "下班", "To"},
    {T::Holidays, "放假日", "Holidays"},
    {T::AddHoliday, "添加放假日", "Add a holiday"},
    {T::ExtraDays, "调休上班日", "Working weekends"},
    {T::AddExtraDay, "添加上班日", "Add a working day"},
    {T::RemoveDay, "删除 {}", "Remove {}"},
    {T::MajorWords, "建议重大的词", "Words that suggest 重大"},
    {T::MajorWordsHint, "用顿号或逗号分开", "Separated by commas"},
    {T::SavePolicy, "保存规则", "Save the policy"},
    {T::PolicyChanged, "有改动没有保存", "There are changes to save"},
    {T::VolumesLead,
     "每月的服务量是投诉率的分母",
     "The service volume of a month is the denominator of the complaint rate"},
    {T::AddVolume, "填写一个月", "Enter a month"},
    {T::EditVolume, "修改服务量", "Change the volume"},
    {T::Year, "年", "Year"},
    {T::Month, "月", "Month"},
    {T::Count, "服务量", "Volume"},
    {T::LogOlder, "更早的", "Earlier"},
    {T::CommandUnknown, "其他操作", "Another command"},
    {T::Missing, "请填写", "Fill this in"},
    {T::ChooseOne, "请选择", "Choose one"},
    {T::NoNumber, "请填 {} 到 {} 的整数", "Enter a whole number from {} to {}"},
    {T::NoTime, "请按 08:30 的样子填", "Enter a time like 08:30"},
    {T::StaffNoTaken, "这个工号已有人使用", "Another person has this staff number"},
    {T::AccountTaken, "这个账号名已有人使用", "Another account has this name"},
    {T::HasAccount, "这个人已经有账号", "This person has an account already"},
    {T::LastAdministrator,
     "这是最后一位在用的管理员，请先授权另一位",
     "This is the last active administrator. Grant the role to somebody else first"},
    {T::PersonInactive, "这个人已停用，请先恢复", "This person is inactive. Activate them first"},
    {T::NameTaken, "已经有这个名称", "This name is taken"},
    {T::Gone,
     "在本部门找不到了，请同步后再试",
     "Not in this department any more. Sync and try again"},
    {T::TooMany, "太多或太长", "Too many or too long"},
    {T::PasswordRule,
     "密码要 8 个字符以上，不能太常见，也不能就是账号名",
     "A password needs at least 8 characters and must be neither common nor the account name"},
    {T::TextRule, "最多 100 个字，写在一行里", "At most 100 characters, on one line"},
    {T::OutOfBounds, "数值超出允许的范围", "A value is beyond what is allowed"},
    {T::NotAccepted, "服务器没有接受这个改动", "The server did not accept this change"},
    {T::NotAllowed, "你没有做这个改动的权限", "Your roles do not allow this change"},
    {T::Busy, "服务器正忙，请稍后再试", "The server is busy. Try again in a moment"},
    {T::Unreachable,
     "连不上服务器，改动没有保存。请检查网络后再试",
     "The server cannot be reached and nothing was changed. Check the network and try again"},
    {T::ServerError, "服务器出错，改动没有保存", "The server failed and nothing was changed"},
    {T::EndsLater, "下班要晚于上班", "The end must be later than the beginning"},
};

constexpr bool is_whole() {
    for (std::size_t i = 0; i < std::size(sentences); ++i) {
        if (static_cast<std::size_t>(sentences[i].text) != i || sentences[i].zh.empty() ||
            sentences[i].en.empty()) {
            return false;
        }
    }
    return std::size(sentences) == static_cast<std::size_t>(AdminText::Total);
}

static_assert(is_whole());

} // namespace

std::string_view sentence(AdminText text, Language language) {
    HUIYIN_ASSERT(text < AdminText::Total);
    const AdminSentence& found = sentences[static_cast<std::size_t>(text)];
    return language == Language::Chinese ? found.zh : found.en;
}

} // namespace huiyin::app
