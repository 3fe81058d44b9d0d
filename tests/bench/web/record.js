// The record every engine stores: one complaint of 22 fields, mixed Chinese and ASCII, about 900 bytes as JSON.
//
// Made from a fixed seed, so that every engine and every run stores the same bytes.

const SEED = 20260101;

/** The fields in the order in which they are stored and joined for the checksum. */
export const FIELDS = [
    'id', 'number', 'status', 'received_at', 'complainant_name', 'complainant_org', 'complainant_kind', 'contact',
    'confidential', 'trigger_source', 'basis', 'form', 'channel', 'category', 'sub_category', 'respondent', 'location',
    'system', 'content', 'remedy_sought', 'info_check', 'info_check_note',
];

/** These are integers, all others are texts. */
export const INTEGER_FIELDS = new Set(['received_at', 'confidential']);

const NAMES = ['王建国', '李秀英', '张伟', '刘洋', '陈静', '杨敏', '赵磊', '黄丽华', '周杰', '吴晓燕', '欧阳明'];
const ORGS = ['客运一部 值班站长', '票务中心 核算员', '调度所 行车调度', '车辆段 检修工班', '财务部 出纳', 'OCC dispatcher'];
const PLACES = ['1号线 人民广场站 客服中心', '3号线 体育馆站 A出口闸机', '7号线 大学城站 设备房', 'Line 9 Depot, Room B-204'];
const SYSTEMS = ['AFC 自动售检票', 'OA 办公系统', '无线调度台 TETRA', 'PIS 乘客信息', 'Wi-Fi (STA-5G)'];
const RESPONDENTS = ['运维二组 现场工程师', '服务台 坐席 1023', '外包厂商 A 公司', '网络组 值班员'];
const SENTENCES = [
    '故障报修后四十分钟无人响应，期间多次拨打热线均无人接听。', '工程师到场后未说明原因即重启设备，导致当班交易数据丢失。',
    '同一问题本月已是第三次出现，每次都只做临时处理。', '沟通态度生硬，未主动出示工牌，也没有告知预计恢复时间。',
    'Ticket INC0048213 was closed without confirmation from the user.', '客流高峰时段现场秩序混乱，乘客排队超过两百人。',
    '要求查明原因并给出书面答复，避免再次影响运营。', 'The terminal showed error E-1042 and froze twice.',
];
const REMEDIES = ['书面说明原因并限期整改', '当面致歉，明确责任人和整改时限', '更换故障设备并回访确认'];
const NOTES = ['已核对工号与联系电话，事实清楚', '电话回访确认，时间地点一致', 'Checked against ticket log; facts match'];

/** mulberry32: small, fast, and the same in every browser. */
function makeRandom(seed) {
    let state = seed >>> 0;
    return () => {
        state = (state + 0x6d2b79f5) >>> 0;
        let t = state;
        t = Math.imul(t ^ (t >>> 15), t | 1);
        t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
        return (t ^ (t >>> 14)) >>> 0;
    };
}

const CHECK_DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** ISO 7064 MOD 37,36, as core/domain/numbering.cpp: the real store refuses a number without it. */
function checkCharacter(text) {
    let sum = 36;
    for (const character of text) {
        sum = (sum + CHECK_DIGITS.indexOf(character)) % 36;
        sum = ((sum === 0 ? 36 : sum) * 2) % 37;
    }
    return CHECK_DIGITS[(37 - sum) % 36];
}

/** A generator of records; two with the same seed give the same. */
export function makeRecords(seed = SEED) {
    const random = makeRandom(seed);
    const pick = (list) => list[random() % list.length];
    let counter = 0;
    let receivedAtMs = Date.UTC(2026, 0, 1);

    function nextNumber() {
        for (;;) {
            counter += 1;
            const digits = String(counter).padStart(4, '0');
            const check = checkCharacter(`TS2026A7K${digits}`);
            if (check !== 'I' && check !== 'O') {
                return `TS-2026-A7K-${digits}-${check}`;
            }
        }
    }

    /** In the form of a UUIDv7: ordered by time, as the product's own. */
    function nextId() {
        const hex = (length) => {
            let text = '';
            while (text.length < length) {
                text += random().toString(16).padStart(8, '0');
            }
            return text.slice(0, length);
        };
        const time = receivedAtMs.toString(16).padStart(12, '0');
        return `${time.slice(0, 8)}-${time.slice(8)}-7${hex(3)}-8${hex(3)}-${hex(12)}`;
    }

    return function nextRecord() {
        receivedAtMs += 60_000 + (random() % 600_000);
        const content = [pick(SENTENCES), pick(SENTENCES), pick(SENTENCES)].join('');
        return {
            id: nextId(),
            number: nextNumber(),
            status: 'RECORDED',
            received_at: receivedAtMs,
            complainant_name: pick(NAMES),
            complainant_org: pick(ORGS),
            complainant_kind: pick(['USER', 'MANAGER', 'LEADER']),
            contact: `13${String(random() % 1_000_000_000).padStart(9, '0')}`,
            // Of a 保密 complaint the product keeps the identity apart, in a second event; peers would store one row.
            confidential: 0,
            trigger_source: pick(['T1A', 'T1B', 'T2', 'T3', 'T4', 'T5']),
            basis: pick(['B0', 'B1', 'B2', 'B3']),
            form: pick(['ORAL', 'WRITTEN']),
            channel: pick(['PHONE', 'VISIT', 'SITE', 'EMAIL', 'IM', 'LETTER', 'OA']),
            category: pick(['Q', 'T', 'S']),
            sub_category: pick(['SLOW', 'INCOMPLETE', 'ATTITUDE', 'RULES', 'SECURITY']),
            respondent: pick(RESPONDENTS),
            location: pick(PLACES),
            system: pick(SYSTEMS),
            content,
            remedy_sought: pick(REMEDIES),
            info_check: 'PASS',
            info_check_note: pick(NOTES),
        };
    };
}

const SEPARATOR = '\u001f';

/** A record as one line of text; what engines must give back, and what the checksum is over. */
export function lineOf(record) {
    return FIELDS.map((field) => record[field]).join(SEPARATOR);
}

/** SHA-256 over the lines in the order of their ids, in hexadecimal. */
export async function checksumOf(lines) {
    const bytes = new TextEncoder().encode(lines.sort().join('\n'));
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
    return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
