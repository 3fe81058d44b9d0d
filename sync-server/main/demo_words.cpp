#include "sync-server/main/demo_words.h"

namespace huiyin::server {

namespace {

using domain::Category;
using domain::Role;
using domain::SubCategory;

constexpr DemoPerson people[] = {
    {"chenjingyi", "TH0103", "陈静怡", "62280103", Role::Acceptor, 0},
    {"linhao", "TH0107", "林浩", "62280107", Role::Acceptor, 0},
    {"zhouyaqin", "TH0021", "周雅琴", "62280021", Role::RelationshipManager, 0},
    {"zhaoguodong", "TH0012", "赵国栋", "62280012", Role::TeamLeader, 0},
    {"sunzhiqiang", "TH0205", "孙志强", "62280205", Role::GroupMember, 0},
    {"wuxiaodong", "TH0211", "吴晓东", "62280211", Role::GroupMember, 0},
    {"zhenghaiyan", "TH0218", "郑海燕", "62280218", Role::GroupMember, 2},
    {"majunjie", "TH0304", "马俊杰", "62280304", Role::GroupMember, 1},
    {"helijuan", "TH0309", "何丽娟", "62280309", Role::GroupMember, 3},
    {"gaoxiang", "TH0316", "高翔", "62280316", Role::GroupMember, 4},
    {"liangwenhua", "TH0002", "梁文华", "62280002", Role::Leadership, 0},
    {"luomin", "TH0401", "罗敏", "62280401", Role::Administrator, 0},
    {"fangyuting", "TH0025", "方玉婷", "62280025", Role::RelationshipManager, 0},
    {"qianlirong", "TH0015", "钱立荣", "62280015", Role::TeamLeader, 1},
    {"yaoming", "TH0223", "姚明远", "62280223", Role::GroupMember, 2},
    {"tianxiaolei", "TH0321", "田晓蕾", "62280321", Role::GroupMember, 1},
    {"shijianguo", "TH0328", "石建国", "62280328", Role::GroupMember, 3},
    {"kongdeming", "TH0333", "孔德明", "62280333", Role::GroupMember, 4},
};

constexpr std::string_view teams[] = {"信号运维团队", "通信与信息运维团队"};

constexpr std::string_view signal_domains[] = {"ATS", "联锁"};
constexpr std::string_view telecom_domains[] = {"无线调度", "广播", "电话系统", "CCTV"};
constexpr std::string_view door_domains[] = {"站台门监控", "时钟系统"};
constexpr std::string_view ticket_domains[] = {"AFC", "PIS", "门禁"};
constexpr std::string_view office_domains[] = {"OA", "传输网络"};

constexpr DemoGroup groups[] = {{"信号系统组", 0, signal_domains},
                                {"通信系统组", 1, telecom_domains},
                                {"站台门与时钟组", 0, door_domains},
                                {"票务与乘客信息组", 1, ticket_domains},
                                {"办公与网络组", 1, office_domains}};

constexpr DemoMatter matters[] = {
    {"ATS",
     Category::ServiceQuality,
     SubCategory::NotThorough,
     "{line}{station}ATS工作站本周第{n}"
     "次死机，每次只是重启了事，没有人查明原因，早高峰只能靠电话报点。",
     "查清死机原因并书面答复，高峰期安排人员保驾。",
     ""},
    {"ATS",
     Category::ServiceQuality,
     SubCategory::SlowResponse,
     "{time}报修{station}ATS大屏列车车次号显示错位，值班电话打了{n}"
     "次才接通，两个多小时后才有人到场。",
     "说明响应超时的原因，公布值班电话的备用号码。",
     ""},
    {"AFC",
     Category::ServiceQuality,
     SubCategory::NotThorough,
     "{station}{n}"
     "号自动售票机纸币模块修完当天又卡币，一周内同一台机器报修三次，乘客在客服中心排长队。",
     "更换纸币模块，不要再临时修理。",
     ""},
    {"AFC",
     Category::ServiceQuality,
     SubCategory::NotInformed,
     "{station}AFC终端{time}做软件升级，事先没有通知车站，运营时间内{n}台闸机同时退出服务。",
     "以后升级提前一天书面通知车站。",
     ""},
    {"AFC",
     Category::Team,
     SubCategory::Attitude,
     "报{station}"
     "闸机扇门异响，到场的维修人员说“能刷卡就行，别老打电话”，态度生硬，当着乘客的面说。",
     "当事人向车站道歉，加强人员教育。",
     "AFC维护人员"},
    {"PIS",
     Category::ServiceQuality,
     SubCategory::SlowResponse,
     "{station}站台PIS屏从{time}起显示的到站时间一直不更新，乘客多次来问，报修{n}天仍未恢复。",
     "尽快恢复，恢复前在屏上显示说明。",
     ""},
    {"PIS",
     Category::ServiceQuality,
     SubCategory::NotThorough,
     "{line}列车PIS画面与广播报站不同步，{station}附近总是报前一站，同样的问题上个月已经反映过。",
     "核对数据并现场跟车验证。",
     ""},
    {"OA",
     Category::ServiceQuality,
     SubCategory::SlowResponse,
     "OA系统公文流转{time}开始打不开附件，服务台让等通知，{n}个部门的会签都停着，影响招标时间。",
     "给出恢复时间，先提供临时办法。",
     ""},
    {"OA",
     Category::Team,
     SubCategory::Unauthorised,
     "我的OA口令在没有申请的情况下被重置，第二天早上才知道，问是谁操作的也没有人答复。",
     "查明操作人和原因，完善口令重置手续。",
     "不明"},
    {"OA",
     Category::Suggestion,
     SubCategory::Other,
     "建议OA考勤补登能在手机上办理，现在倒班人员要回到{station}办公区才能登录，来回要{n}十分钟。",
     "希望纳入下一次版本计划。",
     ""},
    {"CCTV",
     Category::ServiceQuality,
     SubCategory::NotThorough,
     "{station}{n}"
     "号出入口摄像机画面模糊，报修两次都答复已处理，实际仍看不清人脸，公安调取录像也反映过。",
     "更换镜头并由车站确认后再销单。",
     ""},
    {"CCTV",
     Category::ServiceQuality,
     SubCategory::Security,
     "{station}监控室录像回放发现{time}前后缺失约{n}十分钟，没有任何告警，也没有人主动告知车站。",
     "查明缺失原因并出具书面说明。",
     ""},
    {"无线调度",
     Category::ServiceQuality,
     SubCategory::SlowResponse,
     "{line}{station}区间无线调度手持台杂音大、断续，调度命令要重复{n}遍，{time}"
     "报修后只答复“知道了”。",
     "组织场强测试并通报结果。",
     ""},
    {"无线调度",
     Category::Team,
     SubCategory::AgainstRules,
     "{time}在{station}更换手持台电池时，维护人员没有办理登记就带走一部手持台，班组差点报遗失。",
     "按规定办理借用登记，通报批评。",
     "无线维护人员"},
    {"站台门监控",
     Category::ServiceQuality,
     SubCategory::NotThorough,
     "{station}上行站台门监控主机误报第{n}道门未关闭，列车多停了近一分钟，处理后第二天又出现。",
     "彻底排查传感器和接线。",
     ""},
    {"站台门监控",
     Category::ServiceQuality,
     SubCategory::Unauthorised,
     "{time}运营时间内，维护人员未经行车值班员同意重启{station}"
     "站台门监控主机，站台门状态丢失数分钟。",
     "严肃处理，重申运营时间作业要求。",
     "站台门监控维护人员"},
    {"时钟系统",
     Category::ServiceQuality,
     SubCategory::NotThorough,
     "{station}站厅子钟比母钟慢{n}分钟，上次校过之后又慢了，乘客按站内时钟赶末班车没赶上。",
     "更换子钟并检查驱动线路。",
     ""},
    {"时钟系统",
     Category::ServiceQuality,
     SubCategory::NotInformed,
     "{line}{station}车控室时钟{time}突然跳变{n}分钟，事后才知道是母钟切换试验，没有提前通知。",
     "试验前通知各站并留存记录。",
     ""},
    {"广播",
     Category::ServiceQuality,
     SubCategory::SlowResponse,
     "{station}站厅广播无声，{time}报修，当班一直用手持喇叭引导乘客，{n}小时后才修好。",
     "说明到场超时的原因。",
     ""},
    {"广播",
     Category::Suggestion,
     SubCategory::Other,
     "建议{station}换乘通道的广播音量分时段调整，晚间{time}以后太响，周边居民来反映过{n}次。",
     "希望给出分时段方案。",
     ""},
    {"联锁",
     Category::ServiceQuality,
     SubCategory::NotInformed,
     "{station}联锁设备检修延点{n}分钟才销点，没有提前说明，首班车前的准备非常被动。",
     "延点须提前通报并说明原因。",
     ""},
    {"联锁",
     Category::Team,
     SubCategory::Attitude,
     "询问{station}道岔表示异常的处理进展，信号值班人员{time}直接挂断电话，之后{n}次都没有接。",
     "请团队负责人答复。",
     "信号值班人员"},
    {"传输网络",
     Category::ServiceQuality,
     SubCategory::NotThorough,
     "{station}办公网{time}频繁掉线，一上午断了{n}次，票务系统无法结账，来人看了一下就走了。",
     "查明原因，检查交换机端口。",
     ""},
    {"电话系统",
     Category::ServiceQuality,
     SubCategory::SlowResponse,
     "{station}车控室直通调度的专用电话{time}起有电流声，报修{n}天没有结果，只能用手机代替。",
     "限期修复，修复前配备备用电话。",
     ""},
    {"门禁",
     Category::ServiceQuality,
     SubCategory::Security,
     "{station}设备区门禁{time}后一直处于常开状态，任何人都能进入通信机房，报修{n}次没有人来。",
     "立即修复并检查同类门禁。",
     ""},
};

constexpr std::string_view stations[] = {"火车南站",
                                         "人民广场站",
                                         "体育中心站",
                                         "滨江路站",
                                         "大学城站",
                                         "会展中心站",
                                         "东湖公园站",
                                         "机场北站",
                                         "老城门站",
                                         "科技园站",
                                         "青年路站",
                                         "西客站"};

constexpr std::string_view lines[] = {"1号线", "2号线", "3号线", "5号线", "机场线"};

constexpr std::string_view complainants[] = {"王建国", "李秀兰", "张伟民", "刘芳",   "黄志远",
                                             "徐丽萍", "朱永强", "胡晓梅", "郭志刚", "曹雪",
                                             "邓海波", "许倩",   "韩冬",   "冯玉兰", "董卫东",
                                             "萧红",   "程立",   "蔡文静", "彭涛",   "潘月华"};

constexpr std::string_view offices[] = {"客运一部 值班站长",
                                        "客运二部 行车值班员",
                                        "调度指挥中心 值班调度",
                                        "票务部 稽核员",
                                        "综合办公室 文秘",
                                        "安全保卫部 监控员",
                                        "客运三部 客服中心",
                                        "物资部 采购员",
                                        "车辆中心 派班员",
                                        "乘务部 司机长"};

constexpr std::string_view rejections[] = {
    "留下的号码回拨三次均无人接听，身份和事实无法核实。",
    "所述时段车站没有对应的报修记录，投诉人同意查证后再提交。",
    "同一事项已由该站另一名同事提交，投诉人同意不再单独受理。",
    "投诉人说明只是询问进展，尚不作为正式投诉提交。",
};

constexpr std::string_view notes[] = {
    "已电话告知投诉人投诉编号和受理时间。",
    "投诉人补充：同班次还有两名同事可以证明当时情况。",
    "已向车站调取当日报修记录，时间与投诉人所述一致。",
    "投诉人希望工作日上午联系。",
    "投诉人来电询问进展，已答复正在安排。",
    "现场照片由值班站长保存，可到车控室查看。",
    "与上周同一系统的投诉可能有关，请一并考虑。",
};

} // namespace

std::span<const DemoPerson> demo_people() {
    return people;
}

std::span<const std::string_view> demo_teams() {
    return teams;
}

std::span<const DemoGroup> demo_groups() {
    return groups;
}

std::span<const DemoMatter> demo_matters() {
    return matters;
}

std::span<const std::string_view> demo_stations() {
    return stations;
}

std::span<const std::string_view> demo_lines() {
    return lines;
}

std::span<const std::string_view> demo_complainants() {
    return complainants;
}

std::span<const std::string_view> demo_offices() {
    return offices;
}

std::span<const std::string_view> demo_rejections() {
    return rejections;
}

std::span<const std::string_view> demo_notes() {
    return notes;
}

} // namespace huiyin::server
