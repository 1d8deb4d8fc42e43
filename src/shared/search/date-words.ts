/** Days in a search phrase: "last month", "march 2025", "since 1 jan", "between may and july", "3 days ago", "q2 2024". */
import { addDays, addMonths, dayOf, firstDayOf, lastDayOf, monthNumber, monthOf, plainDate, shiftMonth, weekdayOf, yearOf } from '../dates.ts';
import type { PlainDate } from '../dates.ts';
import { startsWith } from './amount-words.ts';
import type { Word } from './words.ts';

export interface DateBounds {
  from?: PlainDate;
  to?: PlainDate;
}

export interface DateContext {
  today: PlainDate;
  /** How the user writes 3/4: the 3rd of April (day first) or March 4th. */
  dayFirst: boolean;
  /** Monday 1 to Sunday 7. */
  weekStart: number;
  /** Names of the months in the user's language, folded, January first. English ones are understood anyway. */
  monthNames?: readonly (readonly string[])[];
}

interface Span {
  from: PlainDate;
  to: PlainDate;
  words: number;
  /** Words alone make a date of it; a bare "may" or "mar" may be part of a name. */
  sure: boolean;
}

const monthNames = [
  ['january', 'jan'], ['february', 'feb'], ['march', 'mar'], ['april', 'apr'], ['may'], ['june', 'jun'], ['july', 'jul'],
  ['august', 'aug'], ['september', 'sep', 'sept'], ['october', 'oct'], ['november', 'nov'], ['december', 'dec'],
];
const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
const numbers: Record<string, number> = {
  a: 1, an: 1, one: 1, two: 2, three: 3, four: 4, five: 5, six: 6, seven: 7, eight: 8, nine: 9, ten: 10, eleven: 11, twelve: 12,
  couple: 2, few: 3,
};
type Unit = 'day' | 'week' | 'month' | 'quarter' | 'year';
const units: Record<string, Unit> = {
  day: 'day', days: 'day', week: 'week', weeks: 'week', month: 'month', months: 'month', quarter: 'quarter', quarters: 'quarter',
  year: 'year', years: 'year',
};

/** What the words from `at` say about days, and how many they are; null when they say nothing. */
export function readDates(words: readonly Word[], at: number, context: DateContext): { bounds: DateBounds; words: number } | null {
  const text = words[at]?.quoted ? '' : (words[at]?.text ?? '');
  const after = (skip: number): Span | null => readSpan(words, at + skip, context);

  const range = readRange(words, at, context);
  if (range) return range;
  if (text === 'since' || text === 'starting') {
    const span = after(1);
    if (span) return { bounds: { from: span.from }, words: 1 + span.words };
  }
  if (text === 'after') {
    const span = after(1);
    if (span) return { bounds: { from: addDays(span.to, 1) }, words: 1 + span.words };
  }
  if (text === 'before') {
    const span = after(1);
    if (span) return { bounds: { to: addDays(span.from, -1) }, words: 1 + span.words };
  }
  if (text === 'until' || text === 'till' || text === 'through') {
    const span = after(1);
    if (span) return { bounds: { to: span.to }, words: 1 + span.words };
  }
  if (startsWith(words, at, ['up', 'to'])) {
    const span = after(2);
    if (span?.sure) return { bounds: { to: span.to }, words: 2 + span.words };
  }
  if (['in', 'on', 'during', 'of', 'from', 'for', 'within', 'over'].includes(text)) {
    // "in the last 30 days"
    const skip = words[at + 1]?.text === 'the' ? 2 : 1;
    const span = after(skip);
    if (span && (span.sure || text === 'in' || text === 'during' || text === 'of')) {
      // "from march" goes on from there.
      const open = text === 'from' && span.to < context.today && words.length === at + 1 + span.words && !span.sure;
      return { bounds: open ? { from: span.from } : { from: span.from, to: span.to }, words: skip + span.words };
    }
    return null;
  }
  const skip = text === 'the' ? 1 : 0;
  const span = after(skip);
  return span?.sure ? { bounds: { from: span.from, to: span.to }, words: skip + span.words } : null;
}

function readRange(words: readonly Word[], at: number, context: DateContext) {
  const text = words[at]?.text;
  const opened = text === 'between' || text === 'from';
  const first = readSpan(words, opened ? at + 1 : at, context) ?? dayOfLater(words, opened ? at + 1 : at, context);
  if (!first) return null;
  const joint = (opened ? at + 1 : at) + first.words;
  const joins = text === 'between' ? ['and', 'to', '-', '–', '&'] : ['to', 'until', 'till', 'through', '-', '–'];
  if (!joins.includes(words[joint]?.text ?? '')) return null;
  let second = readSpan(words, joint + 1, context);
  if (!second) return null;
  if (!opened && !first.sure && !second.sure) return null;
  let start = first;
  // A year said once is meant for both: "march to may 2024".
  if (first.from > second.from && !hasYear(words, opened ? at + 1 : at, first.words)) {
    const years = yearOf(first.from) - yearOf(second.from) + (monthNumber(first.from) > monthNumber(second.from) ? 1 : 0);
    if (hasYear(words, joint + 1, second.words)) start = { ...first, from: addMonths(first.from, -12 * years) };
    else second = { ...second, to: lastOf(second, 12) };
  } else if (hasYear(words, joint + 1, second.words) && !hasYear(words, opened ? at + 1 : at, first.words)) {
    const moved = moveToYear(first.from, yearOf(second.from));
    start = { ...first, from: moved > second.from ? moveToYear(first.from, yearOf(second.from) - 1) : moved };
  }
  return { bounds: { from: start.from, to: second.to }, words: joint + 1 + second.words - at };
}

/** "1 to 5 march": a day whose month is said with the other one. */
function dayOfLater(words: readonly Word[], at: number, context: DateContext): Span | null {
  const day = words[at]?.quoted ? null : ordinal(words[at]?.text ?? '');
  if (day === null || !['to', 'and', '-', '–', 'until', 'till', 'through'].includes(words[at + 1]?.text ?? '')) return null;
  const later = readNamed(words, at + 2, context);
  if (!later || later.from !== later.to || day > dayOf(later.from)) return null;
  const date = plainDate(yearOf(later.from), monthNumber(later.from), day);
  return date === null ? null : { from: date, to: date, words: 1, sure: true };
}

function readSpan(words: readonly Word[], at: number, context: DateContext): Span | null {
  const word = words[at];
  if (!word || word.quoted) return null;
  return (
    readRelative(words, at, context) ??
    readAgo(words, at, context) ??
    readWritten(word, context) ??
    readQuarter(words, at, context) ??
    readNamed(words, at, context) ??
    readWeekday(words, at, context) ??
    readYear(word, context)
  );
}

/** "today", "this month", "last quarter", "past 3 weeks", "year to date". */
function readRelative(words: readonly Word[], at: number, { today, weekStart }: DateContext): Span | null {
  const text = words[at]?.text ?? '';
  const sure = true;
  if (text === 'today') return { from: today, to: today, words: 1, sure };
  if (text === 'yesterday') return { from: addDays(today, -1), to: addDays(today, -1), words: 1, sure };
  if (startsWith(words, at, ['day', 'before', 'yesterday'])) return { from: addDays(today, -2), to: addDays(today, -2), words: 3, sure };
  if (text === 'ytd') return { from: `${today.slice(0, 4)}-01-01`, to: today, words: 1, sure };
  for (const unit of ['year', 'month', 'quarter', 'week'] as const) {
    if (startsWith(words, at, [unit, 'to', 'date'])) return { from: startOf(unit, today, weekStart), to: today, words: 3, sure };
  }
  const which = ['this', 'current'].includes(text) ? 0 : ['last', 'previous', 'past'].includes(text) ? -1 : text === 'next' ? 1 : null;
  if (which === null) return null;
  const next = words[at + 1]?.text ?? '';
  if (next === 'weekend') {
    const saturday = addDays(startOf('week', today, 1), 5 + 7 * which);
    return { from: saturday, to: addDays(saturday, 1), words: 2, sure };
  }
  const unit = units[next];
  if (unit && unit !== 'day') {
    const from = shift(unit, startOf(unit, today, weekStart), which);
    return { from, to: addDays(shift(unit, from, 1), -1), words: 2, sure };
  }
  const skip = next === 'a' ? 1 : 0;
  const count = countOf(words[at + 1 + skip]?.text);
  const filler = words[at + 2 + skip]?.text === 'of' ? 1 : 0;
  const counted = units[words[at + 2 + skip + filler]?.text ?? ''];
  if (which === -1 && count && counted) {
    // So many days that end today; so many months that end today.
    return { from: addDays(shift(counted, today, -count), 1), to: today, words: 3 + skip + filler, sure };
  }
  return null;
}

/** "3 days ago", "a week ago": that day, week or month. */
function readAgo(words: readonly Word[], at: number, { today, weekStart }: DateContext): Span | null {
  const count = countOf(words[at]?.text);
  const unit = units[words[at + 1]?.text ?? ''];
  if (!count || !unit || words[at + 2]?.text !== 'ago') return null;
  if (unit === 'day') return { from: addDays(today, -count), to: addDays(today, -count), words: 3, sure: true };
  const from = startOf(unit, shift(unit, today, -count), weekStart);
  return { from, to: addDays(shift(unit, from, 1), -1), words: 3, sure: true };
}

/** "2025-03-14", "14.03.2025", "3/14/25", "2025-03". */
function readWritten(word: Word, { dayFirst, today }: DateContext): Span | null {
  const iso = /^(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?$/.exec(word.text);
  if (iso) {
    const [year, month, day] = [Number(iso[1]), Number(iso[2]), iso[3] === undefined ? null : Number(iso[3])];
    if (year < 1900 || year > 2200) return null;
    const date = plainDate(year, month, day ?? 1);
    if (!date) return null;
    return { from: date, to: day === null ? lastDayOf(monthOf(date)) : date, words: 1, sure: true };
  }
  const local = /^(\d{1,2})([/.-])(\d{1,2})(?:\2(\d{4}|\d{2})?)?$/.exec(word.text);
  if (!local) return null;
  // "12.50" is money; "12.5." and "12/5" are days.
  const bare = local[4] === undefined;
  if (bare && local[2] !== '/' && !/[.]$/.test(word.raw)) return null;
  const [a, b] = [Number(local[1]), Number(local[3])];
  const order = dayFirst || local[2] === '.' ? [[b, a], [a, b]] : [[a, b], [b, a]];
  const written = local[4];
  const year = written === undefined ? null : written.length === 2 ? 2000 + Number(written) : Number(written);
  for (const [month = 0, day = 0] of order) {
    const date = year === null ? latest(month, day, today) : plainDate(year, month, day);
    if (date) return { from: date, to: date, words: 1, sure: true };
  }
  return null;
}

function readQuarter(words: readonly Word[], at: number, { today }: DateContext): Span | null {
  const found = /^(?:q([1-4])|([1-4])q|h([12]))$/.exec(words[at]?.text ?? '');
  if (!found) return null;
  const quarter = Number(found[1] ?? found[2] ?? 0);
  const length = found[3] ? 6 : 3;
  const first = found[3] ? (Number(found[3]) - 1) * 6 + 1 : (quarter - 1) * 3 + 1;
  const year = yearWord(words[at + 1]);
  const start = year ? plainDate(year, first, 1) : latest(first, 1, today);
  return start ? { from: start, to: addDays(addMonths(start, length), -1), words: year ? 2 : 1, sure: true } : null;
}

/** "march", "march 2025", "14 march", "march 14th 2025", "14th of march". */
function readNamed(words: readonly Word[], at: number, context: DateContext): Span | null {
  const first = words[at]?.text ?? '';
  const dayBefore = ordinal(first);
  let next = at;
  if (dayBefore !== null) {
    next += words[at + 1]?.text === 'of' ? 2 : 1;
  }
  const month = monthOfName(words[next]?.text, context);
  if (!month) return null;
  const isFull = monthNames[month - 1]?.[0] === words[next]?.text || (words[next]?.text.length ?? 0) > 4;
  next += 1;
  let day = dayBefore;
  if (day === null) {
    const dayAfter = words[next]?.quoted ? null : ordinal(words[next]?.text ?? '');
    if (dayAfter !== null) {
      day = dayAfter;
      next += 1;
    }
  }
  let year = yearWord(words[next]);
  if (year) next += 1;
  // "mar '24"
  const short = /^'(\d{2})$/.exec(words[next]?.text ?? '');
  if (!year && short) {
    year = 2000 + Number(short[1]);
    next += 1;
  }
  const date = year ? plainDate(year, month, day ?? 1) : latest(month, day ?? 1, context.today);
  if (!date) return null;
  return {
    from: date,
    to: day === null ? lastDayOf(monthOf(date)) : date,
    words: next - at,
    sure: day !== null || year !== null || (isFull && first !== 'may'),
  };
}

/** "monday", "last friday": the latest one before today, or today itself without "last". */
function readWeekday(words: readonly Word[], at: number, { today }: DateContext): Span | null {
  const last = ['last', 'previous', 'past'].includes(words[at]?.text ?? '');
  const weekday = weekdays.indexOf((words[at + (last ? 1 : 0)]?.text ?? '').replace(/s$/, '')) + 1;
  if (weekday === 0) return null;
  let back = (weekdayOf(today) - weekday + 7) % 7;
  if (last && back === 0) back = 7;
  const date = addDays(today, -back);
  return { from: date, to: date, words: last ? 2 : 1, sure: true };
}

function readYear(word: Word, context: DateContext): Span | null {
  const year = yearWord(word);
  if (!year || year > yearOf(context.today) + 1) return null;
  return { from: `${year}-01-01`, to: `${year}-12-31`, words: 1, sure: true };
}

function yearWord(word: Word | undefined): number | null {
  if (!word || word.quoted || !/^(19[5-9]\d|20\d\d)$/.test(word.text)) return null;
  return Number(word.text);
}

function hasYear(words: readonly Word[], at: number, count: number): boolean {
  return words.slice(at, at + count).some((word) => /\d{4}/.test(word.text));
}

function monthOfName(name: string | undefined, { monthNames: own }: DateContext): number | null {
  if (!name) return null;
  const at = monthNames.findIndex((names, index) => names.includes(name) || (own?.[index] ?? []).includes(name));
  return at === -1 ? null : at + 1;
}

function ordinal(text: string): number | null {
  const found = /^(\d{1,2})(st|nd|rd|th|\.)?$/.exec(text);
  const day = Number(found?.[1] ?? 0);
  return day >= 1 && day <= 31 ? day : null;
}

function countOf(text: string | undefined): number | null {
  if (!text) return null;
  if (/^\d{1,3}$/.test(text)) return Number(text) || null;
  return numbers[text] ?? null;
}

/** The latest such day that is not to come. */
function latest(month: number, day: number, today: PlainDate): PlainDate | null {
  const year = yearOf(today);
  for (let back = 0; back <= 8; back += 1) {
    const date = plainDate(year - back, month, day);
    if (date && date <= today) return date;
  }
  return null;
}

function startOf(unit: Unit, date: PlainDate, weekStart: number): PlainDate {
  if (unit === 'day') return date;
  if (unit === 'week') return addDays(date, -((weekdayOf(date) - weekStart + 7) % 7));
  if (unit === 'month') return firstDayOf(monthOf(date));
  if (unit === 'quarter') return firstDayOf(shiftMonth(monthOf(date), -((monthNumber(date) - 1) % 3)));
  return `${date.slice(0, 4)}-01-01`;
}

function shift(unit: Unit, date: PlainDate, count: number): PlainDate {
  if (unit === 'day') return addDays(date, count);
  if (unit === 'week') return addDays(date, 7 * count);
  return addMonths(date, count * (unit === 'month' ? 1 : unit === 'quarter' ? 3 : 12));
}

function lastOf(span: Span, months: number): PlainDate {
  const wholeMonth = dayOf(span.from) === 1 && span.to === lastDayOf(monthOf(span.to));
  return wholeMonth ? lastDayOf(shiftMonth(monthOf(span.to), months)) : addMonths(span.to, months);
}

function moveToYear(date: PlainDate, year: number): PlainDate {
  return addMonths(date, 12 * (year - yearOf(date)));
}
