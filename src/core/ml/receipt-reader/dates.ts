/** The day of a purchase among all that looks like a date, with the order of day and month judged by the whole receipt. */
import { monthNumber, plainDate, shiftMonth, type PlainDate, dayOf, yearOf } from '#shared/dates.ts';
import { editDistance } from './row-labels.ts';
import { boxOfSpan, confidenceOfSpan, type Row } from './rows.ts';
import type { ReadField } from './receipt.ts';

export interface DateHints {
  today: PlainDate;
  /** What 03/04 means when nothing on the receipt tells. */
  dayFirst: boolean;
  /** How strongly other things on the receipt speak for day before month: below 0 they speak against it. */
  dayFirstEvidence: number;
}

interface Candidate {
  row: Row;
  start: number;
  end: number;
  /** Readings of the same digits. */
  readings: { date: PlainDate; order: 'dmy' | 'mdy' | 'ymd' | 'named' }[];
  score: number;
}

const MONTHS: readonly (readonly string[])[] = [
  ['january', 'jan', 'januar', 'jaenner', 'enero', 'ene', 'janvier', 'janv', 'janeiro', 'gennaio', 'gen', 'januari'],
  ['february', 'feb', 'februar', 'febrero', 'fevrier', 'fevr', 'fev', 'fevereiro', 'febbraio', 'februari'],
  ['march', 'mar', 'maerz', 'marz', 'marzo', 'mars', 'marco', 'maart', 'mrz', 'mrt'],
  ['april', 'apr', 'abril', 'abr', 'avril', 'avr', 'aprile'],
  ['may', 'mai', 'mayo', 'maio', 'maggio', 'mag', 'mei'],
  ['june', 'jun', 'juni', 'junio', 'juin', 'junho', 'giugno', 'giu'],
  ['july', 'jul', 'juli', 'julio', 'juillet', 'juil', 'julho', 'luglio', 'lug'],
  ['august', 'aug', 'agosto', 'ago', 'aout', 'augustus'],
  ['september', 'sep', 'sept', 'septiembre', 'septembre', 'setembro', 'set', 'settembre'],
  ['october', 'oct', 'oktober', 'okt', 'octubre', 'octobre', 'outubro', 'out', 'ottobre', 'ott'],
  ['november', 'nov', 'noviembre', 'novembre', 'novembro'],
  ['december', 'dec', 'dezember', 'dez', 'diciembre', 'dic', 'decembre', 'dezembro', 'dicembre'],
];
const MONTH_OF = new Map(MONTHS.flatMap((names, month) => names.map((name) => [name, month + 1] as const)));
const MONTH_WORD = String.raw`[A-Za-zÀ-ÿ][A-Za-zÀ-ÿ0|]{2,9}`;

/** A receipt older than this is rarer than a misread year. */
const OLDEST_YEARS = 30;
const DIGIT = '[0-9OoDQCUIl|SBZ]';
const MARK = String.raw`\s?[-/.,~–—:]\s?`;

const NUMERIC = new RegExp(String.raw`(?<![\w.,]|\d[-/:])(${DIGIT}{1,2})(${MARK})(${DIGIT}{1,2})(${MARK})(${DIGIT}{4}|${DIGIT}{2})(?![\dOo]|[-/]\d)`, 'g');
const YEAR_FIRST = new RegExp(String.raw`(?<![\w.,]|\d[-/:])(${DIGIT}{4})(${MARK}|\s?年\s?)(${DIGIT}{1,2})(${MARK}|\s?月\s?)(${DIGIT}{1,2})(?!\d{2,}|[-/]\d)`, 'g');
const SPACED = /(?<![\d.,/:-])(\d{1,2}) (\d{1,2}) (\d{4})(?!\d)/g;
const MISSING_MARK = new RegExp(String.raw`(?<![\w.,]|\d[-/:])(\d{2})[-/](\d{2})((?:19|20)\d{2})(?!\d)|(?<![\w.,]|\d[-/:])(\d{2})(\d{2})[-/]((?:19|20)\d{2})(?!\d)`, 'g');
const DAY_MONTH_NAME = new RegExp(String.raw`(?<![\d.,/])(${DIGIT}{1,2})(?:st|nd|rd|th|\.)?\s?(?:de |of )?[-/., ]{0,2}(${MONTH_WORD})\.?[-/., '’´\`]{0,3}(?:de |del )?(\d{4}|\d{2})(?![\d/])`, 'gi');
const MONTH_NAME_DAY = new RegExp(String.raw`(?<![A-Za-z])(${MONTH_WORD})[-/., ]{0,2}(${DIGIT}{1,2})(?:st|nd|rd|th)?[-/., '’´\`]{1,3}(\d{4}|\d{2})(?![\d/])`, 'gi');
const YEAR_MONTH_NAME = new RegExp(String.raw`(?<!\d)(\d{4})[-/., ](${MONTH_WORD})[-/., ](${DIGIT}{1,2})(?!\d)`, 'gi');
const COMPACT = /(?<!\d)((?:19|20)\d{2})(\d{2})(\d{2})(?!\d)/g;

/** @param rows from top to bottom */
export function findDate(rows: readonly Row[], hints: DateHints): ReadField<PlainDate> {
  const candidates = rows.flatMap((row, at) => candidatesIn(row, at, rows, hints));
  const dayFirst = isDayFirst(candidates, hints);
  let best: { candidate: Candidate; date: PlainDate; score: number; sure: boolean } | null = null;
  for (const candidate of candidates) {
    const plausible = candidate.readings.filter(({ date }) => isPlausible(date, hints.today));
    for (const { date, order } of plausible) {
      const preferred = order === (dayFirst.value ? 'dmy' : 'mdy');
      const rival = order === 'dmy' ? 'mdy' : order === 'mdy' ? 'dmy' : null;
      const torn = rival !== null && plausible.some((other) => other.order === rival && other.date !== date);
      const score = candidate.score + (torn && !preferred ? -2 : 0) + (order === 'ymd' && plausible.length > 1 && yearOf(date) > 0 ? -0.5 : 0) + recency(date, hints.today);
      // The same day said twice is surer.
      const again = candidates.filter((other) => other !== candidate && other.readings.some((reading) => reading.date === date)).length;
      const full = score + Math.min(2, again) * 0.8 + weekdayScore(candidate.row.text, date);
      if (!best || full > best.score) best = { candidate, date, score: full, sure: !torn || dayFirst.sure };
    }
  }
  if (!best) return { value: null, confidence: 0, box: null };
  const { candidate, date, score, sure } = best;
  const read = confidenceOfSpan(candidate.row, candidate.start, candidate.end);
  const confidence = (1 / (1 + Math.exp(-score))) * (0.4 + 0.6 * read) * (sure ? 1 : 0.6);
  return { value: date, confidence, box: boxOfSpan(candidate.row, candidate.start, candidate.end) };
}

function candidatesIn(row: Row, at: number, rows: readonly Row[], hints: DateHints): Candidate[] {
  const found: Candidate[] = [];
  const add = (match: RegExpMatchArray, score: number, readings: (Candidate['readings'][number] | null)[]): void => {
    const start = match.index as number;
    const end = start + match[0].length;
    const possible = readings.filter((reading) => reading !== null);
    if (possible.length === 0 || found.some((other) => start < other.end && end > other.start)) return;
    found.push({ row, start, end, readings: possible, score: score + contextScore(row, at, rows, start, end) });
  };
  const named = (year: string, month: string, day: string): Candidate['readings'][number] | null => {
    const number = monthOfName(month);
    const date = number === null ? null : plainDate(fullYear(year, hints.today), number, digitsOf(day));
    return date ? { date, order: 'named' } : null;
  };
  const { text } = row;
  for (const match of text.matchAll(DAY_MONTH_NAME)) add(match, 2, [named(match[3] as string, match[2] as string, match[1] as string)]);
  for (const match of text.matchAll(MONTH_NAME_DAY)) add(match, 2, [named(match[3] as string, match[1] as string, match[2] as string)]);
  for (const match of text.matchAll(YEAR_MONTH_NAME)) add(match, 2, [named(match[1] as string, match[2] as string, match[3] as string)]);
  for (const match of text.matchAll(YEAR_FIRST)) {
    const [year, month, day] = [match[1], match[3], match[5]].map((part) => digitsOf(part as string)) as [number, number, number];
    add(match, 2, [reading(year, month, day, 'ymd')]);
  }
  for (const match of text.matchAll(NUMERIC)) {
    const [, first = '', mark, second = '', otherMark, third = ''] = match;
    const alike = mark?.trim() === otherMark?.trim();
    // Prices and times have points and colons as well; two different marks are one misread.
    if (!alike && (/[:,]/.test(mark as string) || /[:,]/.test(otherMark as string)) && !/[-/.]/.test((mark as string) + (otherMark as string))) continue;
    if (/:/.test(mark as string) && /:/.test(otherMark as string)) continue;
    const spaced = /\s/.test(match[0]);
    const [a, b] = [digitsOf(first), digitsOf(second)];
    const stated = fullYear(third, hints.today);
    // `7014`: the first digit of a year is known.
    const year = stated > yearOf(hints.today) + 1 && stated % 1000 < 100 ? 2000 + (stated % 100) : stated;
    const short = third.length === 2;
    add(match, (short ? 1 : 2) - (alike ? 0 : 0.7) - (spaced ? 0.4 : 0) - (/^\s?[.,]\s?$/.test(mark as string) && short ? 0.4 : 0), [
      reading(year, b, a, 'dmy'),
      reading(year, a, b, 'mdy'),
      short && first.length === 2 ? reading(fullYear(first, hints.today), b, digitsOf(third), 'ymd') : null,
    ]);
  }
  for (const match of text.matchAll(MISSING_MARK)) {
    const [a, b, year] = [match[1] ?? match[4], match[2] ?? match[5], match[3] ?? match[6]].map(Number) as [number, number, number];
    add(match, 0.5, [reading(year, b, a, 'dmy'), reading(year, a, b, 'mdy')]);
  }
  for (const match of text.matchAll(SPACED)) {
    const [a, b, year] = [match[1], match[2], match[3]].map(Number) as [number, number, number];
    add(match, 0, [reading(year, b, a, 'dmy'), reading(year, a, b, 'mdy')]);
  }
  for (const match of text.matchAll(COMPACT)) {
    add(match, -1, [reading(Number(match[1]), Number(match[2]), Number(match[3]), 'ymd')]);
  }
  return found;
}

function reading(year: number, month: number, day: number, order: 'dmy' | 'mdy' | 'ymd'): Candidate['readings'][number] | null {
  const date = plainDate(year, month, day);
  return date ? { date, order } : null;
}

const NEAR_DATE = /\b(date|dated|datum|fecha|data|tarikh|dato|day|time|issued)\b|\bdate[:;.]|日期/i;
const NOT_THIS_DAY = /\b(expir\w*|exp|valid|until|best before|use by|return(ed)? by|due date|before|member since|delivery|effective|since|offer|gst id|reg|void|check ?in|arriv\w*|ends?|next|birth|dob|ver|version|copyright|print)\b/i;
const CLOCK = /\b\d{1,2}\s?[:.]\s?\d{2}(\s?[:.]\s?\d{2})?\s?([ap]\.?m\b)?/i;
const WEEKDAY = /\b(mon|tue|wed|thu|fri|sat|sun)(day|s|sday|nesday|rs|rsday|urday)?\b/i;

function contextScore(row: Row, at: number, rows: readonly Row[], start: number, end: number): number {
  const around = row.text.slice(0, start) + ' ' + row.text.slice(end);
  let score = 0;
  if (NEAR_DATE.test(around)) score += 1.5;
  else if (at > 0 && NEAR_DATE.test((rows[at - 1] as Row).text)) score += 0.4;
  if (CLOCK.test(around)) score += 1;
  if (WEEKDAY.test(around)) score += 0.7;
  if (NOT_THIS_DAY.test(row.text)) score -= 2;
  return score;
}

/** Day before month? By dates that can be read one way only, then by what else is known. */
function isDayFirst(candidates: readonly Candidate[], hints: DateHints): { value: boolean; sure: boolean } {
  let evidence = hints.dayFirstEvidence;
  for (const { readings, score } of candidates) {
    if (score < 0) continue;
    const day = readings.some(({ date, order }) => order === 'dmy' && isPlausible(date, hints.today));
    const month = readings.some(({ date, order }) => order === 'mdy' && isPlausible(date, hints.today));
    if (day !== month) evidence += day ? 3 : -3;
  }
  if (evidence === 0) return { value: hints.dayFirst, sure: false };
  return { value: evidence > 0, sure: Math.abs(evidence) >= 1 };
}

function isPlausible(date: PlainDate, today: PlainDate): boolean {
  // A day ahead: the receipt's clock may be in another zone.
  const horizon = dayOf(today) === 31 ? shiftMonth(today.slice(0, 7), 1) + '-01' : today;
  return date <= nextDay(horizon) && yearOf(date) >= yearOf(today) - OLDEST_YEARS;
}

function nextDay(date: PlainDate): PlainDate {
  return plainDate(yearOf(date), monthNumber(date), dayOf(date) + 1) ?? `${shiftMonth(date.slice(0, 7), 1)}-01`;
}

const WEEKDAYS = ['su', 'mo', 'tu', 'we', 'th', 'fr', 'sa'];

/** `Mon 03/07/2017` was a Monday in one of its readings. */
function weekdayScore(text: string, date: PlainDate): number {
  const said = WEEKDAY.exec(text)?.[1]?.slice(0, 2).toLowerCase();
  if (!said) return 0;
  return WEEKDAYS[new Date(`${date}T00:00:00Z`).getUTCDay()] === said ? 2.5 : 0;
}

/** Most receipts are photographed soon: of two equal readings the later is likelier. */
function recency(date: PlainDate, today: PlainDate): number {
  return -0.01 * Math.max(0, yearOf(today) - yearOf(date));
}

function digitsOf(text: string): number {
  return Number(text.replace(/[OoDQCU]/g, '0').replace(/[Il|]/g, '1').replace(/S/g, '5').replace(/B/g, '8').replace(/Z/g, '2'));
}

function fullYear(text: string, today: PlainDate): number {
  const year = digitsOf(text);
  if (text.length > 2) return year;
  return year <= (yearOf(today) % 100) + 1 ? 2000 + year : 1900 + year;
}

function monthOfName(text: string): number | null {
  const name = text
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/0/g, 'o')
    .replace(/[1|]/g, 'l');
  const known = MONTH_OF.get(name) ?? MONTH_OF.get(name.replace(/l/g, 'i')) ?? null;
  if (known !== null || name.length < 5) return known;
  for (const [other, month] of MONTH_OF) if (other.length >= 5 && editDistance(name, other, 1) <= 1) return month;
  return null;
}
