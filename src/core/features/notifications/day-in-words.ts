import type { PlainDate, PlainMonth } from '#shared/dates.ts';

const words = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', timeZone: 'UTC' });

/** "3 March", as sentences of the app are in English. */
export function dayInWords(date: PlainDate): string {
  return words.format(new Date(`${date}T00:00:00Z`));
}

const monthName = new Intl.DateTimeFormat('en-GB', { month: 'long', timeZone: 'UTC' });

/** "March" */
export function monthInWords(month: PlainMonth): string {
  return monthName.format(new Date(`${month}-01T00:00:00Z`));
}
