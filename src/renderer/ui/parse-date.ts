import { addDays, plainDate } from '#shared/dates.ts';

/**
 * Reads a day as people type it: ISO, the locale's own order ("22/11/2026", "22.11.", "11/22/26"), a day of this month
 * ("22"), a month by name ("22 Nov"), or how far from today ("-1", "+2"). `today` is 'YYYY-MM-DD'. Null when
 * it is no day.
 */
export function parseDate(text: string, locale: string, today: string): string | null {
  const bare = text.trim().toLowerCase();
  if (!bare) return null;
  if (/^[+-]\d{1,3}$/.test(bare)) return addDays(today, Number(bare));
  const year = Number(today.slice(0, 4));
  const month = Number(today.slice(5, 7));
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(bare);
  if (iso) return plainDate(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const named = /^(\d{1,2})\.?\s*([\p{L}]{3,})\.?,?\s*(\d{2,4})?$/u.exec(bare) ?? swapped(bare);
  if (named) {
    const at = monthNames(locale).findIndex((names) => names.some((name) => name.startsWith(named[2] ?? '')));
    return at < 0 ? null : plainDate(fullYear(named[3], year), at + 1, Number(named[1]));
  }
  const numbers = bare.replace(/[.\-/\s]+$/, '').split(/[.\-/\s]+/);
  if (numbers.length > 3 || numbers.some((part) => !/^\d{1,4}$/.test(part))) return null;
  if (numbers.length === 1) return plainDate(year, month, Number(numbers[0]));
  const order = fieldOrder(locale).filter((field) => numbers.length === 3 || field !== 'year');
  const read = Object.fromEntries(order.map((field, index) => [field, numbers[index]]));
  return plainDate(fullYear(read['year'], year), Number(read['month']), Number(read['day']));
}

/** Today where the user is. */
export function localToday(now = new Date()): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

function fullYear(text: string | undefined, fallback: number): number {
  if (!text) return fallback;
  return text.length <= 2 ? 2000 + Number(text) : Number(text);
}

/** "Nov 22" as "22 Nov". */
function swapped(text: string): (string | undefined)[] | null {
  const match = /^([\p{L}]{3,})\.?\s*(\d{1,2}),?(?:\s+(\d{4}))?$/u.exec(text);
  return match && [match[0], match[2], match[1], match[3]];
}

function fieldOrder(locale: string): string[] {
  return new Intl.DateTimeFormat(locale, { year: 'numeric', month: 'numeric', day: 'numeric' })
    .formatToParts(0)
    .map((part) => part.type)
    .filter((type) => type === 'year' || type === 'month' || type === 'day');
}

/** For each month its names in the locale and in English, in lower case. */
function monthNames(locale: string): string[][] {
  const formats = [locale, 'en'].map((tag) => new Intl.DateTimeFormat(tag, { month: 'long', timeZone: 'UTC' }));
  return Array.from({ length: 12 }, (_, at) =>
    formats.map((format) => format.format(Date.UTC(2026, at, 1)).toLowerCase()),
  );
}
