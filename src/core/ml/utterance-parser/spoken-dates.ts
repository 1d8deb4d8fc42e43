/** Days in a sentence: "yesterday", "last Friday", "on the 1st", "hace tres días", "am 3. März", "2026-03-14". */
import { addDays, addMonths, dayOf, monthOf, plainDate, shiftMonth, weekdayOf, yearOf } from '#shared/dates.ts';
import type { PlainDate } from '#shared/dates.ts';
import type { Language } from './language.ts';
import { readNumberWords } from './number-words.ts';
import { touches, type Token } from './tokens.ts';

export interface SpokenDate {
  date: PlainDate;
  /** First token and the one after the last. */
  from: number;
  to: number;
}

export interface DateContext {
  today: PlainDate;
  language: Language;
  /** How 3/4 is meant. */
  dayFirst: boolean;
}

const table = <T>(entries: Record<string, T>): Map<string, T> =>
  new Map(Object.entries(entries).flatMap(([words, value]) => words.split(' ').map((word): [string, T] => [word, value])));

const months = table({
  'january jan enero januar janner janvier janeiro': 1,
  'february feb febrero februar fevrier fevereiro fev': 2,
  'march mar marzo marz maerz mars marco': 3,
  'april apr abril avril': 4,
  'may mayo mai maio': 5,
  'june jun junio juni juin junho': 6,
  'july jul julio juli juillet julho': 7,
  'august aug agosto aout': 8,
  'september sept sep septiembre setiembre septembre setembro': 9,
  'october oct octubre oktober okt octobre outubro': 10,
  'november nov noviembre novembre novembro': 11,
  'december dec diciembre dezember dez decembre dezembro': 12,
});
const weekdays = table({
  'monday mondays mon lunes montag lundi segunda': 1,
  'tuesday tuesdays tue tues martes dienstag mardi terca': 2,
  'wednesday wednesdays wed miercoles mittwoch mercredi quarta': 3,
  'thursday thursdays thu thur thurs jueves donnerstag jeudi quinta': 4,
  'friday fridays fri viernes freitag vendredi sexta': 5,
  'saturday saturdays sat sabado samstag sonnabend samedi': 6,
  'sunday sundays sun domingo sonntag dimanche': 7,
});
/** Words that are a day of the week in Portuguese only, and ordinals elsewhere. */
const portugueseDays = new Set(['segunda', 'terca', 'quarta', 'quinta', 'sexta']);
const units = table<'day' | 'week' | 'month' | 'year'>({
  'day days dia dias tag tage tagen jour jours': 'day',
  'week weeks semana semanas woche wochen semaine semaines': 'week',
  'month months mes meses monat monate monaten mois': 'month',
  'year years ano anos jahr jahre jahren an ans annee': 'year',
});
const lastWords = new Set('last past previous pasado pasada letzten letzter letzte letztes vergangenen dernier derniere passado passada ultimo ultima'.split(' '));
const nextWords = new Set('next proximo proxima nachsten nachster nachste kommenden prochain prochaine'.split(' '));
const thisWords = new Set('this este esta diesen diese dieser ce cette neste nesta'.split(' '));
const leadIns = new Set('on the at el la am im le de del du of vom dem den der no na em a in this past'.split(' '));
const ordinals = table({
  'first primero primeiro ersten erste premier': 1, 'second zweiten': 2, 'third dritten': 3, fourth: 4, fifth: 5, sixth: 6,
  seventh: 7, eighth: 8, ninth: 9, tenth: 10, twelfth: 12, fifteenth: 15, twentieth: 20, thirtieth: 30,
});

/** Phrases that mean a day by themselves, longest first; days from today. */
const phrases: [string, number, Language?][] = [
  ['the day before yesterday', -2], ['day before yesterday', -2], ['antes de ayer', -2], ['avant hier', -2], ['anteayer', -2],
  ['antier', -2], ['vorgestern', -2], ['anteontem', -2], ['antes de ontem', -2],
  ['yesterday morning', -1], ['yesterday evening', -1], ['yesterday afternoon', -1], ['last night', -1], ['ayer por la tarde', -1],
  ['ayer por la noche', -1], ['ayer', -1], ['anoche', -1], ['gestern abend', -1], ['gestern morgen', -1], ['gestern mittag', -1],
  ['gestern', -1], ['hier soir', -1, 'fr'], ['hier matin', -1, 'fr'], ['hier', -1, 'fr'], ['ontem a noite', -1], ['ontem', -1],
  ['yesterday', -1],
  ['the day after tomorrow', 2], ['day after tomorrow', 2], ['pasado manana', 2, 'es'], ['ubermorgen', 2],
  ['apres demain', 2], ['depois de amanha', 2],
  ['esta manana', 0], ['esta tarde', 0], ['esta noche', 0], ['heute morgen', 0], ['heute abend', 0], ['heute mittag', 0],
  ['heute fruh', 0], ['ce matin', 0], ['ce soir', 0], ['cet apres midi', 0], ['hoje de manha', 0], ['this morning', 0],
  ['this afternoon', 0], ['this evening', 0], ['earlier today', 0], ['just now', 0], ['right now', 0], ['today', 0], ['tonight', 0],
  ['hoy', 0], ['heute', 0], ["aujourd'hui", 0], ['hoje', 0],
  ['tomorrow', 1], ['manana', 1, 'es'], ['morgen', 1, 'de'], ['demain', 1, 'fr'], ['amanha', 1, 'pt'],
];

/** All days that are said, in order; they do not overlap. */
export function findDates(tokens: readonly Token[], context: DateContext): SpokenDate[] {
  const found: SpokenDate[] = [];
  for (let at = 0; at < tokens.length; ) {
    const date = readDate(tokens, at, context);
    if (!date) at += 1;
    else {
      const last = found.at(-1);
      let { from } = date;
      while (from > (last?.to ?? 0) && leadIns.has(tokens[from - 1]?.folded ?? '')) from -= 1;
      found.push({ ...date, from });
      at = date.to;
    }
  }
  return found;
}

/** A time of the day says nothing about the day, but its digits are no amount: [first token, after the last]. */
export function findTimes(tokens: readonly Token[]): [number, number][] {
  return tokens.flatMap((token, at): [number, number][] => {
    if (token.kind !== 'number') return [];
    const next = tokens[at + 1]?.folded ?? '';
    if (/^(am|pm|h|uhr|oclock|o'clock)$/.test(next) && /^\d{1,2}(:\d\d)?$/.test(token.text)) return [[at, at + 2]];
    return /^\d{1,2}:\d{2}$/.test(token.text) ? [[at, at + 1]] : [];
  });
}

function readDate(tokens: readonly Token[], at: number, context: DateContext): SpokenDate | null {
  return (
    readPhrase(tokens, at, context) ??
    readAgo(tokens, at, context) ??
    readNumeric(tokens, at, context) ??
    readMonthDay(tokens, at, context) ??
    readWeekday(tokens, at, context) ??
    readUnit(tokens, at, context) ??
    readDayOfMonth(tokens, at, context)
  );
}

const folded = (tokens: readonly Token[], at: number): string => tokens[at]?.folded ?? '';

function readPhrase(tokens: readonly Token[], at: number, { today, language }: DateContext): SpokenDate | null {
  for (const [phrase, days, only] of phrases) {
    if (only && only !== language) continue;
    const words = phrase.split(' ');
    if (words.every((word, index) => folded(tokens, at + index) === word)) {
      return { date: addDays(today, days), from: at, to: at + words.length };
    }
  }
  return null;
}

/** A count of days and the like, with how many tokens it takes. "a couple of" is two. */
function readCount(tokens: readonly Token[], at: number, language: Language): { value: number; length: number } | null {
  const token = tokens[at];
  if (token?.kind === 'number') return /^\d{1,3}$/.test(token.text) ? { value: Number(token.text), length: 1 } : null;
  if (/^(a|an)$/.test(token?.folded ?? '')) {
    if (folded(tokens, at + 1) === 'couple') return { value: 2, length: folded(tokens, at + 2) === 'of' ? 3 : 2 };
    if (folded(tokens, at + 1) === 'few') return { value: 3, length: 2 };
    return { value: 1, length: 1 };
  }
  if (token?.folded === 'einer' || token?.folded === 'einem') return { value: 1, length: 1 };
  return readNumberWords(tokens, at, language);
}

function shifted(today: PlainDate, count: number, unit: 'day' | 'week' | 'month' | 'year'): PlainDate {
  if (unit === 'day') return addDays(today, count);
  if (unit === 'week') return addDays(today, count * 7);
  return addMonths(today, unit === 'month' ? count : count * 12);
}

/** "3 days ago", "hace tres días", "vor zwei Wochen", "il y a 3 jours", "há 2 dias", "2 dias atrás". */
function readAgo(tokens: readonly Token[], at: number, { today, language }: DateContext): SpokenDate | null {
  const word = folded(tokens, at);
  const ilYA = word === 'il' && folded(tokens, at + 1) === 'y' && folded(tokens, at + 2) === 'a';
  const before = ilYA ? 3 : ['hace', 'vor', 'ha', 'faz'].includes(word) ? 1 : 0;
  const count = readCount(tokens, at + before, language);
  if (!count) return null;
  const afterCount = at + before + count.length;
  const unit = units.get(folded(tokens, afterCount));
  if (!unit) return null;
  const isAgo = ['ago', 'atras', 'back'].includes(folded(tokens, afterCount + 1));
  if (before === 0 && !isAgo) return null;
  return { date: shifted(today, -count.value, unit), from: at, to: afterCount + (isAgo ? 2 : 1) };
}

/** 2026-03-14, 14/3, 3/14/26, 14.03.2026, and "14.3." where a dot or a word before it says that it is a day. */
function readNumeric(tokens: readonly Token[], at: number, context: DateContext): SpokenDate | null {
  const token = tokens[at];
  if (token?.kind !== 'number') return null;
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(token.text);
  if (iso) return spoken(plainDate(Number(iso[1]), Number(iso[2]), Number(iso[3])), at, at + 1);
  const parts = /^(\d{1,2})([./-])(\d{1,2})(?:\2(\d{2}|\d{4}))?$/.exec(token.text);
  if (!parts) return null;
  const [, first, mark, second, yearText] = parts;
  const closed = folded(tokens, at + 1) === '.' && touches(token, tokens[at + 1]) && tokens[at + 2] !== undefined;
  const led = ['am', 'vom', 'on', 'el', 'le', 'dem'].includes(folded(tokens, at - 1));
  if (mark === '.' && !yearText && !closed && !led) return null;
  if (mark === '-' && !yearText) return null;
  const a = Number(first);
  const b = Number(second);
  const dayFirst = mark === '.' || a > 12 || (context.dayFirst && b <= 12);
  const [day, month] = dayFirst ? [a, b] : [b, a];
  const to = at + 1 + (mark === '.' && closed ? 1 : 0);
  if (yearText) return spoken(plainDate(fullYear(yearText), month, day), at, to);
  return spoken(latest(context.today, month, day), at, to);
}

/** "March 3rd, 2026", "3 de marzo", "3. März", "the 5th of May". */
function readMonthDay(tokens: readonly Token[], at: number, { today }: DateContext): SpokenDate | null {
  const month = months.get(folded(tokens, at));
  if (month !== undefined && tokens[at]?.kind === 'word') {
    const day = readDay(tokens, at + 1);
    if (!day) return null;
    return withYear(tokens, month, day.value, at, at + 1 + day.length, today);
  }
  const day = readDay(tokens, at);
  if (!day) return null;
  let next = at + day.length;
  if (folded(tokens, next) === '.') next += 1;
  while (['of', 'de', 'du', 'do'].includes(folded(tokens, next))) next += 1;
  const named = months.get(folded(tokens, next));
  if (named !== undefined && tokens[next]?.kind === 'word') return withYear(tokens, named, day.value, at, next + 1, today);
  // "the 1st of last month"
  const unit = units.get(folded(tokens, next + 1));
  if (unit === 'month' && (lastWords.has(folded(tokens, next)) || thisWords.has(folded(tokens, next)))) {
    const of = shiftMonth(monthOf(today), lastWords.has(folded(tokens, next)) ? -1 : 0);
    return spoken(plainDate(yearOf(of), Number(of.slice(5)), day.value), at, next + 2);
  }
  return null;
}

function withYear(
  tokens: readonly Token[],
  month: number,
  day: number,
  from: number,
  to: number,
  today: PlainDate,
): SpokenDate | null {
  let at = to;
  while ([',', 'de', 'of'].includes(folded(tokens, at))) at += 1;
  const year = tokens[at]?.text ?? '';
  if (/^(19|20)\d\d$/.test(year)) return spoken(plainDate(Number(year), month, day), from, at + 1);
  return spoken(latest(today, month, day), from, to);
}

/** A number from 1 to 31, perhaps with st, nd, rd, th, º or er. */
function readDay(tokens: readonly Token[], at: number): { value: number; length: number; ordinal: boolean } | null {
  const token = tokens[at];
  const named = ordinals.get(token?.folded ?? '');
  if (named !== undefined) return { value: named, length: 1, ordinal: true };
  if (token?.kind !== 'number' || !/^\d{1,2}$/.test(token.text)) return null;
  const value = Number(token.text);
  if (value < 1 || value > 31) return null;
  const suffix = tokens[at + 1];
  const ordinal = touches(token, suffix) && /^(st|nd|rd|th|er|o|a|º)$/.test(suffix?.folded ?? '');
  return { value, length: ordinal ? 2 : 1, ordinal };
}

/** "last Friday", "on Monday", "el lunes pasado", "am Montag", "segunda-feira passada", "next Tuesday". */
function readWeekday(tokens: readonly Token[], at: number, { today, language }: DateContext): SpokenDate | null {
  const lead = folded(tokens, at);
  const led = lastWords.has(lead) || nextWords.has(lead) || thisWords.has(lead) ? 1 : 0;
  const named = folded(tokens, at + led);
  const weekday = weekdays.get(named);
  if (weekday === undefined || (portugueseDays.has(named) && language !== 'pt')) return null;
  // "sun cream", "mar", "sat down": a short form alone is too little.
  if (['sun', 'sat', 'mon', 'wed'].includes(named) && led === 0 && folded(tokens, at - 1) !== 'on') return null;
  let to = at + led + 1;
  if (folded(tokens, to) === 'feira') to += 1;
  const trail = folded(tokens, to);
  const trailed = lastWords.has(trail) || nextWords.has(trail);
  if (trailed) to += 1;
  const said = trailed ? trail : led ? lead : '';
  const back = (weekdayOf(today) - weekday + 7) % 7;
  if (nextWords.has(said)) return spoken(addDays(today, 7 - back), at, to);
  // "this Friday" on a Wednesday is to come.
  if (thisWords.has(said) && weekday > weekdayOf(today)) return spoken(addDays(today, weekday - weekdayOf(today)), at, to);
  return spoken(addDays(today, -(back === 0 && lastWords.has(said) ? 7 : back)), at, to);
}

/** "last week", "el mes pasado", "letzte Woche", "semaine dernière": the same day then. */
function readUnit(tokens: readonly Token[], at: number, { today }: DateContext): SpokenDate | null {
  const first = folded(tokens, at);
  const second = folded(tokens, at + 1);
  if (lastWords.has(first) && second === 'weekend') return spoken(addDays(today, -(weekdayOf(today) % 7) - 1), at, at + 2);
  const [word, which] = units.has(second) ? [second, first] : [first, second];
  const unit = units.get(word);
  if (!unit || unit === 'day' || !(lastWords.has(which) || nextWords.has(which))) return null;
  return spoken(shifted(today, lastWords.has(which) ? -1 : 1, unit), at, at + 2);
}

/** "on the 1st", "the 15th", "el día 15", "am 3.", "le 5": the last such day. */
function readDayOfMonth(tokens: readonly Token[], at: number, { today }: DateContext): SpokenDate | null {
  const day = readDay(tokens, at);
  if (!day) return null;
  const before = folded(tokens, at - 1);
  const earlier = folded(tokens, at - 2);
  const after = tokens[at + day.length];
  const dotted = after?.text === '.' && touches(tokens[at], after);
  const isDay =
    (day.ordinal && (tokens[at]?.kind === 'number' || before === 'the' || before === 'am')) ||
    (before === 'dia' && !day.ordinal) ||
    ((before === 'am' || before === 'vom') && dotted) ||
    (before === 'the' && earlier === 'on') ||
    (before === 'le' && isEnd(after)) ||
    (before === 'el' && isEnd(after));
  if (!isDay) return null;
  const month = day.value <= dayOf(today) ? monthOf(today) : shiftMonth(monthOf(today), -1);
  const date = plainDate(yearOf(month), Number(month.slice(5)), day.value);
  return spoken(date, at, at + day.length + (dotted ? 1 : 0));
}

/** Nothing follows that would make an amount or a thing of the number. */
function isEnd(token: Token | undefined): boolean {
  return token === undefined || (token.kind === 'sign' && /[,.;]/.test(token.text));
}

function spoken(date: PlainDate | null, from: number, to: number): SpokenDate | null {
  return date === null ? null : { date, from, to };
}

/** The last such day that is not to come. */
function latest(today: PlainDate, month: number, day: number): PlainDate | null {
  const thisYear = plainDate(yearOf(today), month, day);
  if (thisYear && thisYear <= today) return thisYear;
  return plainDate(yearOf(today) - 1, month, day) ?? plainDate(yearOf(today) - 4, month, day);
}

function fullYear(text: string): number {
  return text.length === 4 ? Number(text) : 2000 + Number(text);
}
