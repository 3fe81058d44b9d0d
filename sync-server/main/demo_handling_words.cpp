#include "sync-server/main/demo_handling_words.h"

namespace huiyin::server {

namespace {

using domain::CauseCode;
using domain::DissatCode;
using domain::SubCategory;

constexpr DemoHandling handlings[] = {
    {SubCategory::SlowResponse,
     CauseCode::Process,
     "值班记录显示报修后超过规定时限才派工，投诉属实。",
     "已到{station}恢复{system}，并调取值班电话录音核对。",
     "夜间只有一人值班，报修电话占线时没有转接。",
     "恢复设备，增设值班备用号码，报修占线自动转接。",
     "{system}已恢复正常，值班备用号码已书面通知{station}。",
     "录音和工单显示接报后在时限内到场，投诉人所述时间为第二次报修。",
     "已向投诉人出示到场记录，响应时间符合服务承诺。",
     "修订值班与转接办法，每周抽查接听记录。"},
    {SubCategory::SlowResponse,
     CauseCode::External,
     "工单显示备件等待两天，期间未向用户说明，投诉属实。",
     "已调拨备件到{station}更换，{system}恢复。",
     "备件库存不足，采购未及时跟进。",
     "从邻近车站调拨备件，补足库存下限。",
     "{system}故障部件已更换，{station}验收正常。",
     "等待期间已提供备用设备，且每日向车站通报进度，有签收记录。",
     "已说明备件到货安排和备用方案，车站确认知悉。",
     "重新核定{system}备件的最低库存。"},
    {SubCategory::NotThorough,
     CauseCode::Technical,
     "同一故障一周内重复报修三次，前两次只做重启，投诉属实。",
     "对{station}{system}做整机检测，定位故障部件。",
     "部件老化，前两次处理没有查根本原因。",
     "更换故障部件，连续观察七天。",
     "{station}{system}已更换故障部件，观察期内没有再发生。",
     "两次故障为不同设备，原因不同，均已一次修复。",
     "已逐次说明故障设备和原因，并非重复故障。",
     "重复报修自动升级为专项排查。"},
    {SubCategory::NotThorough,
     CauseCode::Skill,
     "到场人员没有按作业指导书做功能验证即销单，投诉属实。",
     "已重新到场按指导书逐项验证{system}。",
     "新到岗人员不熟悉验证步骤。",
     "重做验证，由车站签字后销单。",
     "{system}验证合格，{station}已签字确认。",
     "销单前的验证记录和车站签字齐全，故障由外部停电引起。",
     "已出示验证记录并说明停电原因。",
     "销单须附车站签字和验证照片。"},
    {SubCategory::Attitude,
     CauseCode::Communication,
     "录音显示用语生硬、中途挂断，投诉属实。",
     "已与当事人谈话并听取录音。",
     "高峰期来电集中，当事人情绪急躁。",
     "当事人向投诉人电话道歉，班组学习服务用语。",
     "当事人已道歉，团队负责人向{station}当面致歉。",
     "录音显示用语规范，通话因线路中断结束，随后已回拨。",
     "已请投诉人听取录音，说明通话中断的原因。",
     "每月抽听录音十条，结果列入考核。"},
    {SubCategory::Attitude,
     CauseCode::Skill,
     "在场人员证明所述属实，投诉有效。",
     "已到{station}向值班站长了解经过。",
     "外委人员未经服务规范培训。",
     "外委人员停岗培训，考核合格后上岗。",
     "当事人已书面检讨，{station}表示接受。",
     "在场三名人员均未听到所述言语，监控录像亦无争执。",
     "已向投诉人说明查证经过和录像结论。",
     "外委人员上岗前须通过服务规范考核。"},
    {SubCategory::AgainstRules,
     CauseCode::Process,
     "登记簿无相应记录，违反作业规定，投诉属实。",
     "已补办登记手续并清点{station}的设备。",
     "当事人图省事未办手续，班组未复核。",
     "补办手续，通报批评，班组长每日复核。",
     "手续已补齐，当事人已受通报批评。",
     "登记簿有完整记录，为车站交接时遗漏。",
     "已出示登记记录，车站核对无误。",
     "登记簿改为扫码登记，未登记不能离场。"},
    {SubCategory::AgainstRules,
     CauseCode::Communication,
     "作业记录与现场不符，投诉属实。",
     "核对{system}作业票与门禁记录。",
     "作业票变更后没有通知车站。",
     "重新签发作业票，明确变更通知责任人。",
     "已按规定重新办理，{station}确认。",
     "作业票变更已由行车值班员签字，符合规定。",
     "已出示签字的作业票。",
     "作业票变更须电话复诵确认。"},
    {SubCategory::Unauthorised,
     CauseCode::Process,
     "操作日志显示未经批准执行，投诉属实。",
     "导出{system}操作日志并封存。",
     "操作权限过宽，缺少双人确认。",
     "收回多余权限，关键操作改为双人确认。",
     "操作人已查明并批评教育，{system}权限已调整。",
     "操作有用户本人提交的申请单，经批准执行。",
     "已出示申请单和批准记录。",
     "每季度清理一次{system}操作权限。"},
    {SubCategory::Unauthorised,
     CauseCode::Communication,
     "值班记录显示未征得同意即操作，投诉属实。",
     "与{station}值班员核对时间和影响。",
     "误认为已停运，没有核实。",
     "恢复设备，向车站书面说明。",
     "已向{station}书面致歉，重申运营时间作业要求。",
     "操作前已取得行车值班员口头同意，录音可查。",
     "已请车站听取录音，确认同意在先。",
     "运营时间操作须取得书面同意。"},
    {SubCategory::NotInformed,
     CauseCode::Communication,
     "没有发出通知的记录，投诉属实。",
     "核对发布名单与{station}联系人。",
     "通知群组中遗漏该站联系人。",
     "更新联系人，改为逐站签收。",
     "已向{station}说明情况，今后提前一天书面通知。",
     "通知已提前两天发出并有签收，为车站内部未传达。",
     "已出示签收记录，车站表示内部改进。",
     "变更通知须全部签收后才能实施。"},
    {SubCategory::NotInformed,
     CauseCode::Process,
     "作业计划临时变更未通报，投诉属实。",
     "调取{system}作业计划变更记录。",
     "临时变更没有通报环节。",
     "在变更单中增加通报签字栏。",
     "{system}作业变更通报流程已修订并告知{station}。",
     "变更不影响车站使用，按规定不需通报。",
     "已说明变更范围，车站接受。",
     "修订变更管理办法，增加通报环节。"},
    {SubCategory::Security,
     CauseCode::Technical,
     "日志显示存储异常且无告警，投诉属实。",
     "检查{station}{system}的记录和告警设置。",
     "告警阈值设置错误，异常没有上报。",
     "修复故障并恢复告警，检查同类设备。",
     "{system}已修复，同类设备检查完毕，书面说明已交{station}。",
     "经核对，所述时段数据完整，为检索条件有误。",
     "已现场演示检索方法，数据完整。",
     "每日自动核对{system}运行状态。"},
    {SubCategory::Security,
     CauseCode::Process,
     "现场检查与所述一致，投诉属实。",
     "已派人值守{station}并修复{system}。",
     "巡检表没有这一项。",
     "修复，补充巡检项目。",
     "{station}{system}已修复，巡检表已补充。",
     "所述状态为消防联动测试，事先已备案。",
     "已出示测试备案。",
     "巡检表每半年评审一次。"},
    {SubCategory::Other,
     CauseCode::External,
     "建议符合实际需要，列为合理建议。",
     "与{system}产品负责人讨论可行性。",
     "原设计没有考虑这种使用情况。",
     "列入下一版本计划。",
     "建议已采纳，列入{system}下一版本计划，完成后告知。",
     "所提功能现有版本已经具备，只是入口较深。",
     "已向投诉人演示现有功能的用法。",
     "每季度整理一次用户建议。"},
    {SubCategory::Other,
     CauseCode::Process,
     "建议合理，可通过调整参数实现。",
     "在{station}试行调整后的方案。",
     "原有参数全线统一，没有分站设置。",
     "按车站分时段设置参数。",
     "已按建议调整{station}的设置，试行一个月。",
     "建议涉及规范强制要求，不能调整。",
     "已说明规范要求和不能调整的原因。",
     "参数方案每半年复核。"}};

constexpr DemoDissatisfaction dissatisfactions[] = {
    {DissatCode::NotSolved, "用户表示故障当天又出现一次，认为问题没有解决。"},
    {DissatCode::TooLate, "用户认为从报修到恢复拖得太久，影响当班工作。"},
    {DissatCode::Attitude, "用户认为道歉没有诚意，仍不满意沟通方式。"},
    {DissatCode::BeyondScope, "用户要求整体更换设备，超出本部门服务范围。"},
    {DissatCode::Other, "用户希望由公司层面统一答复，不接受部门答复。"},
};

constexpr std::string_view user_opinions[] = {
    "对处理结果没有意见。",
    "希望今后不再发生。",
    "处理得及时，谢谢。",
    "结果可以接受，但时间偏长。",
};

constexpr std::string_view satisfied_notes[] = {
    "用户表示问题已解决，对结果满意。",
    "用户确认设备正常，认可处理。",
    "用户表示答复清楚，没有其他要求。",
};

constexpr std::string_view unreached_notes[] = {
    "办公电话无人接听。",
    "对方正在当班，不便接听。",
    "电话占线，未能接通。",
};

constexpr std::string_view leader_opinions[] = {
    "同意处理意见，请举一反三排查同类设备。",
    "请组长跟踪一个月，有反复及时报告。",
    "已阅，按期落实纠正措施。",
};

constexpr std::string_view manager_opinions[] = {
    "处理过程完整，反馈及时。",
    "处理结果可接受，响应时间仍需改进。",
    "请关注同类投诉是否再次发生。",
};

} // namespace

std::span<const DemoHandling> demo_handlings() {
    return handlings;
}

std::span<const DemoDissatisfaction> demo_dissatisfactions() {
    return dissatisfactions;
}

std::span<const std::string_view> demo_user_opinions() {
    return user_opinions;
}

std::span<const std::string_view> demo_satisfied_notes() {
    return satisfied_notes;
}

std::span<const std::string_view> demo_unreached_notes() {
    return unreached_notes;
}

std::span<const std::string_view> demo_leader_opinions() {
    return leader_opinions;
}

std::span<const std::string_view> demo_manager_opinions() {
    return manager_opinions;
}

} // namespace huiyin::server
