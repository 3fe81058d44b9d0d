// What benchmark `local` asks every engine, and the row that the peers store. Mirrored in local_desk.{h,cpp}.

/** In the order of bench::Question. `peers`: whether the peers are asked too. */
export const QUESTIONS = [
    { name: 'list', peers: true },
    { name: 'filter', peers: true },
    { name: 'sort', peers: true },
    { name: 'search', peers: true },
    { name: 'stats', peers: true },
    { name: 'drill', peers: false },
    { name: 'inbox', peers: false },
    { name: 'complaint', peers: false },
];

export const INTEGER_COLUMNS = [
    'state', 'updated_at', 'recorded_at', 'severity', 'validity', 'due_at', 'conflicted', 'live', 'task', 'category',
    'handled_at', 'closed_at',
];
export const TEXT_COLUMNS = ['number', 'title', 'complainant', 'location', 'service_group', 'handler', 'search_text'];

/** A row as the program gives it, as values in the order of the columns. */
export function valuesOf(row) {
    return row.split('\u001f').map((value, i) => (i < INTEGER_COLUMNS.length ? Number(value) : value));
}

const STATE = { rejected: 0, recorded: 1, assigned: 2, handling: 3, handled: 4, fedBack: 5, closed: 6, cancelled: 7 };

/** As `filters` of local_desk.cpp, in SQL. */
export const FILTERS = [
    '1', 'live AND state BETWEEN 1 AND 5', 'live AND task', 'live AND due_at > 0 AND due_at < :now',
    'live AND severity = 1 AND state BETWEEN 1 AND 5', 'live AND conflicted', `state = ${STATE.recorded}`,
    `state = ${STATE.assigned}`, `state = ${STATE.handling}`, `state = ${STATE.handled}`, `state = ${STATE.fedBack}`,
    `state = ${STATE.closed}`, `state = ${STATE.cancelled}`, `state = ${STATE.rejected}`,
];

const BY_UPDATE = 'updated_at DESC, id DESC';
const BY_RECORDING = 'recorded_at DESC, id DESC';
const BY_DUE = 'due_at, id';

/** As `orders` of local_desk.cpp. */
export const ORDERS = [
    ['1', BY_RECORDING], ['due_at > 0', BY_DUE], [`${FILTERS[1]} AND due_at > 0`, BY_DUE],
    [`state = ${STATE.closed}`, BY_RECORDING], [`state = ${STATE.recorded}`, BY_RECORDING],
    [`state = ${STATE.recorded} AND due_at > 0`, BY_DUE], [`state = ${STATE.cancelled}`, BY_RECORDING],
    [`state = ${STATE.rejected}`, BY_RECORDING], [`state = ${STATE.handling} AND due_at > 0`, BY_DUE],
    [`${FILTERS[4]} AND due_at > 0`, BY_DUE], [`${FILTERS[2]} AND due_at > 0`, BY_DUE], ['1', BY_UPDATE],
];

/** As searched_words() of local_lives.cpp. */
export const WORDS = [
    '闸机', '网络', '诸葛', '永福', '黑屏', '割接', '上官', '老街', '板卡', '会展',
    '站台', '熊猫', '监控', '欧阳', '工牌', '机场', '晨会', '思远', '机柜', '首班',
];

/** The moment of the benchmark, as tests::FakeClock: 2026-11-20. */
export const NOW_MS = 1_795_140_000_000;

const OFFSET_MS = 8 * 3_600_000; // China's time, as the department's
const MONTH_COUNT = 34;

/** The beginning of the month that lies `back` months before the present one, in UTC ms. */
function monthBegin(back) {
    const local = new Date(NOW_MS + OFFSET_MS);
    return Date.UTC(local.getUTCFullYear(), local.getUTCMonth() - back, 1) - OFFSET_MS;
}

/** The times that statistics number `i` are about: [begin, end) of a month, of as many days before, of the last twelve
 *  months and of the twelve before these. */
export function monthsOf(i) {
    const back = (i * 7) % MONTH_COUNT;
    const month = (at) => [monthBegin(at), monthBegin(at - 1)];
    const [begin, end] = month(back);
    const before = [begin - (end - begin), begin];
    const year = (last) => Array.from({ length: 12 }, (_, k) => month(last + 11 - k));
    return { month: [begin, end], before, year: year(0), yearBefore: year(12) };
}
