/** Reads dates as banks write them, and decides over a whole column which number is the day. */
import { isPlainDate, plainDate, type PlainDate } from '#shared/dates.ts';
import type { DateOrder } from '#shared/contract/csv-mapping.ts';

/** A cell taken apart. Numbers in the order in which they stand. */
type ScannedDate =
  | { kind: 'named'; year: number; month: number; day: number }
  | { kind: 'numbers'; numbers: [number, number, number]; yearAt: 0 | 2 | null; dots: boolean }
  | { kind: 'compact'; digits: string }
  | { kind: 'serial'; day: number };

const monthWords: readonly string[][] = [
  'january jan januar janner jaenner jan janvier janv enero ene gennaio gen janeiro januari tammikuu tammi tam ' +
    'styczen stycznia sty leden ledna led januar januar sausis',
  'february feb februar feber fevrier fevr fev febrero febbraio fevereiro februari helmikuu helmi hel luty ' +
    'lutego lut unor unora uno',
  'march mar marz maerz mrz mars marzo marco maart mrt maaliskuu maalis marzec marca brezen brezna bre marcius marc',
  'april apr avril avr abril abr aprile huhtikuu huhti huh kwiecien kwietnia kwi duben dubna dub aprilis',
  'may mai mayo maggio mag maio mei maj toukokuu touko tou maja kveten kvetna kve majus',
  'june jun juni juin junio giugno giu junho kesakuu kesa kes czerwiec czerwca cze cerven cervna junius',
  'july jul juli juillet juil julio luglio lug julho heinakuu heina hei lipiec lipca lip cervenec cervence julius',
  'august aug aout aou agosto ago augusti augustus elokuu elo sierpien sierpnia sie srpen srpna srp augusztus',
  'september sep sept septembre septiembre settembre set setembro syyskuu syys syy wrzesien wrzesnia wrz zari ' +
    'zar szeptember szept',
  'october oct okt oktober octobre octubre ottobre ott outubro out oktober lokakuu loka lok pazdziernik ' +
    'pazdziernika paz rijen rijna rij',
  'november nov novembre noviembre novembro marraskuu marras mar listopad listopada lis',
  'december dec dez dezember decembre decembre diciembre dic dicembre dezembro joulukuu joulu jou grudzien ' +
    'grudnia gru prosinec prosince pro desember des',
].map((words) => words.split(' '));
const monthByWord = new Map<string, number>();
monthWords.forEach((words, at) => {
  // "mar" is March for everybody who does not write Finnish, "listopad" November in Polish and Czech.
  for (const word of words) if (!monthByWord.has(word)) monthByWord.set(word, at + 1);
});

function monthOfWord(word: string): number | null {
  const plain = word.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  return monthByWord.get(plain) ?? null;
}

const numericDate =
  /^(\d{1,4})(\s*[./\-\u2010-\u2013]\s*|\s+)(\d{1,2})(?:\s*[./\-\u2010-\u2013]\s*|\s+)(\d{1,4})\.?(?=$|[\sT,;])/;
const compactDate = /^(\d{8})(?:\d{4,6}(?:\.\d+)?)?(?:$|[\s[T])/;
const dayMonthName = /^(\d{1,4})[\s.\-/]*(\p{L}{3,12})[\s.\-/,']*(\d{1,4})(?=$|[\s,T])/u;
const monthNameFirst = /^(\p{L}{3,12})[\s.\-/]*(\d{1,2})(?:st|nd|rd|th)?[\s.,\-/]+(\d{2,4})(?=$|[\s,T])/u;
const weekday = /^\p{L}{2,10}[.,]\s*(?=\d|\p{L})/u;

/** Null when the cell is no date in any order. Times and zones behind the date are passed over. */
function scanDate(cell: string): ScannedDate | null {
  let text = cell.trim();
  if (text.length < 5 || text.length > 40) return null;
  if (text.startsWith('="') && text.endsWith('"')) text = text.slice(2, -1).trim();
  if (text.startsWith("'")) text = text.slice(1);
  const found = scanNumbers(text) ?? scanNamed(text);
  if (found) return found;
  const bare = text.replace(weekday, '');
  return bare === text ? null : (scanNamed(bare) ?? scanNumbers(bare));
}

function scanNumbers(text: string): ScannedDate | null {
  const found = numericDate.exec(text);
  if (found) {
    const [, first = '', separator = '', , last = ''] = found;
    const numbers: [number, number, number] = [Number(first), Number(found[3]), Number(last)];
    if (first.length >= 3 && (first.length !== 4 || last.length > 2)) return null;
    if (last.length === 3 || (last.length === 4 && first.length > 2)) return null;
    if (separator.trim() === '' && first.length !== 4 && last.length !== 4) return null;
    const yearAt = first.length === 4 ? 0 : last.length === 4 ? 2 : null;
    return { kind: 'numbers', numbers, yearAt, dots: separator.includes('.') };
  }
  const compact = compactDate.exec(text);
  if (compact) return { kind: 'compact', digits: compact[1] ?? '' };
  const serial = /^(\d{5})(?:\.\d+)?$/.exec(text);
  // Excel counts days from 1899-12-30; five digits reach from 1954 to 2119.
  if (serial && Number(serial[1]) >= 20_000 && Number(serial[1]) <= 80_000) {
    return { kind: 'serial', day: Number(serial[1]) };
  }
  return null;
}

function scanNamed(text: string): ScannedDate | null {
  const dayFirst = dayMonthName.exec(text);
  if (dayFirst) {
    const month = monthOfWord(dayFirst[2] ?? '');
    if (month === null) return null;
    const [first = '', last = ''] = [dayFirst[1], dayFirst[3]];
    if (first.length === 3 || last.length === 3) return null;
    if (first.length === 4) return { kind: 'named', year: Number(first), month, day: Number(last) };
    return { kind: 'named', year: fullYear(Number(last), last.length), month, day: Number(first) };
  }
  const monthFirst = monthNameFirst.exec(text);
  if (monthFirst) {
    const month = monthOfWord(monthFirst[1] ?? '');
    const year = monthFirst[3] ?? '';
    if (month === null || year.length === 3) return null;
    return { kind: 'named', year: fullYear(Number(year), year.length), month, day: Number(monthFirst[2]) };
  }
  return null;
}

/** Two digits: 70 to 99 are the last century, as POSIX has it. One digit is a year whose zero was dropped. */
function fullYear(year: number, digits: number): number {
  if (digits > 2) return year;
  return year >= 70 ? 1900 + year : 2000 + year;
}

const positions: Record<DateOrder, readonly [number, number, number]> = {
  ymd: [0, 1, 2],
  dmy: [2, 1, 0],
  mdy: [2, 0, 1],
  ydm: [0, 2, 1],
};

function resolveDate(scanned: ScannedDate, order: DateOrder): PlainDate | null {
  if (scanned.kind === 'named') return plainDate(scanned.year, scanned.month, scanned.day);
  if (scanned.kind === 'serial') return plainDateOfSerial(scanned.day);
  if (scanned.kind === 'compact') {
    const { digits } = scanned;
    const numbers =
      order === 'ymd' || order === 'ydm'
        ? [Number(digits.slice(0, 4)), Number(digits.slice(4, 6)), Number(digits.slice(6, 8))]
        : [Number(digits.slice(0, 2)), Number(digits.slice(2, 4)), Number(digits.slice(4, 8))];
    const [y, m, d] = positions[order].map((at) => numbers[at] ?? 0) as [number, number, number];
    // Any eight digits could be a date: only years that a statement can be of are taken for one.
    return y >= 1950 && y <= 2099 ? plainDate(y, m, d) : null;
  }
  const { numbers, yearAt } = scanned;
  let effective = order;
  // A year of four digits shows where it stands, whatever the column at large does.
  if (yearAt === 0 && order !== 'ydm') effective = 'ymd';
  if (yearAt === 2 && (order === 'ymd' || order === 'ydm')) return null;
  const [y, m, d] = positions[effective].map((at) => numbers[at] ?? 0) as [number, number, number];
  return plainDate(yearAt === null ? fullYear(y, 2) : y, m, d);
}

function plainDateOfSerial(day: number): PlainDate | null {
  const text = new Date((day - 25_569) * 86_400_000).toISOString().slice(0, 10);
  return isPlainDate(text) ? text : null;
}

/** The day that a cell means when its numbers stand in the given order; null when there is no such day. */
export function parseDate(cell: string, order: DateOrder): PlainDate | null {
  const scanned = scanDate(cell);
  return scanned && resolveDate(scanned, order);
}

const orders: readonly DateOrder[] = ['dmy', 'mdy', 'ymd', 'ydm'];

/** True when the cell is a date in some order. Bare numbers count only as `yyyymmdd` or `ddmmyyyy`. */
export function looksLikeDate(cell: string): boolean {
  const scanned = scanDate(cell);
  if (!scanned || scanned.kind === 'serial') return false;
  return orders.some((order) => resolveDate(scanned, order) !== null);
}

/** True when the cell may be a day number of Excel. Only a column that calls itself a date is read so. */
export function looksLikeDateSerial(cell: string): boolean {
  return scanDate(cell)?.kind === 'serial';
}

/** What else of the file speaks for an order. */
export interface DateClues {
  /** The heading's words are of a language that writes the day first; its English name, else null. */
  headerLanguage: string | null;
  decimalComma: boolean;
}

export interface DateOrderFinding {
  /** Null: the column does not decide it. */
  order: DateOrder | null;
  /** The orders that remain possible, when undecided. */
  candidates: DateOrder[];
  /** One sentence for a person: why. */
  reason: string;
  /** A cell to show in the question. */
  example: string;
}

/** Decides the order over the whole column (cells in file order; blanks and junk among them do no harm). */
export function inferDateOrder(cells: Iterable<string>, clues: DateClues): DateOrderFinding {
  const valid: Record<DateOrder, number> = { dmy: 0, mdy: 0, ymd: 0, ydm: 0 };
  const decisive: Partial<Record<DateOrder, string>> = {};
  const sequence: ScannedDate[] = [];
  let example = '';
  let dots = 0;
  let scannedCount = 0;
  let named = 0;
  let previous = '';
  const seen = new Map<string, ScannedDate | null>();
  for (const cell of cells) {
    if (cell === previous || cell === '') continue;
    previous = cell;
    const known = seen.get(cell);
    const scanned = known === undefined ? scanDate(cell) : known;
    if (known === undefined) seen.set(cell, scanned);
    if (!scanned) continue;
    if (sequence.length < 20_000) sequence.push(scanned);
    if (known !== undefined) continue;
    scannedCount += 1;
    if (scanned.kind === 'named' || scanned.kind === 'serial') {
      named += 1;
      continue;
    }
    example ||= cell.trim();
    if (scanned.kind === 'numbers' && scanned.dots) dots += 1;
    const yearFirst = scanned.kind === 'numbers' && scanned.yearAt === 0;
    const possible = orders.filter(
      (order) => !(yearFirst && (order === 'dmy' || order === 'mdy')) && resolveDate(scanned, order) !== null,
    );
    for (const order of possible) valid[order] += 1;
    // Day and month alike decide nothing, nor does a year first read the unheard-of way.
    const usual = possible.filter((order) => order !== 'ydm');
    if (usual.length === 1 && usual[0]) decisive[usual[0]] ??= cell.trim();
  }
  const numeric = scannedCount - named;
  const decided = (order: DateOrder, reason: string): DateOrderFinding => ({ order, candidates: [], reason, example });
  if (numeric === 0) {
    return decided('dmy', named ? 'Dates are written so that they cannot be mistaken.' : 'There are no dates.');
  }

  const most = Math.max(valid.dmy, valid.mdy, valid.ymd, valid.ydm);
  // Year first with two digits, and year-day-month, are so rare that they count only where nothing else fits.
  const usualMost = Math.max(valid.dmy, valid.mdy);
  if (valid.ymd === most && most > usualMost) return decided('ymd', `Year first: ${decisive.ymd ?? example}.`);
  if (valid.ydm === most && most > Math.max(usualMost, valid.ymd)) {
    return decided('ydm', `Year, day, month: ${example}.`);
  }
  const onlyDay = decisive.dmy;
  const onlyMonth = decisive.mdy;
  const mixed = Math.min(valid.dmy, valid.mdy) < numeric * 0.8 && onlyDay !== undefined && onlyMonth !== undefined;
  if (valid.dmy > valid.mdy && !mixed) return decided('dmy', `Day first: ${onlyDay ?? example} can be nothing else.`);
  if (valid.mdy > valid.dmy && !mixed) return decided('mdy', `Month first: ${onlyMonth ?? example} can be nothing else.`);

  if (!mixed) {
    if (dots === numeric) return decided('dmy', `Day first: dots are written so (${example}).`);
    if (sequence.every((each) => sameEitherWay(each))) return decided('dmy', `Day and month are alike (${example}).`);
    if (clues.headerLanguage) return decided('dmy', `Day first: the heading is ${clues.headerLanguage}.`);
    if (clues.decimalComma) return decided('dmy', 'Day first: amounts have a decimal comma.');
    const dayRuns = isSorted(sequence, 'dmy');
    const monthRuns = isSorted(sequence, 'mdy');
    if (dayRuns !== monthRuns) {
      return dayRuns
        ? decided('dmy', 'Day first: only so are the rows in order of time.')
        : decided('mdy', 'Month first: only so are the rows in order of time.');
    }
  }
  return {
    order: null,
    candidates: ['dmy', 'mdy'],
    reason: mixed
      ? `Some dates can only be day first (${onlyDay}), others only month first (${onlyMonth}).`
      : `${example} could be day first or month first, and so could every other date of the file.`,
    example,
  };
}

function sameEitherWay(scanned: ScannedDate): boolean {
  return resolveDate(scanned, 'dmy') === resolveDate(scanned, 'mdy');
}

/** At least four days that only go up, or only down, over more than a fortnight. */
function isSorted(sequence: ScannedDate[], order: DateOrder): boolean {
  const dates = sequence.map((each) => resolveDate(each, order)).filter((date) => date !== null);
  const distinct = dates.filter((date, at) => date !== dates[at - 1]);
  if (distinct.length < 4) return false;
  const rising = distinct.every((date, at) => at === 0 || date > (distinct[at - 1] ?? ''));
  const falling = distinct.every((date, at) => at === 0 || date < (distinct[at - 1] ?? ''));
  return rising || falling;
}
