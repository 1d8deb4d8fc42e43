/** How people of a locale write amounts, days and the names of months. */
import { foldName } from '#shared/fold-name.ts';
import type { PhraseContext } from '#shared/search/phrase.ts';

/** By the conventions of a locale such as `de-DE`. */
export function localeHabits(locale: string): Pick<PhraseContext, 'decimal' | 'dayFirst' | 'weekStart' | 'monthNames'> {
  const decimal = new Intl.NumberFormat(locale).formatToParts(1.5).find((part) => part.type === 'decimal')?.value;
  const order = new Intl.DateTimeFormat(locale).formatToParts().map((part) => part.type);
  const names = (month: 'long' | 'short'): string[] => {
    const formatter = new Intl.DateTimeFormat(locale, { month, timeZone: 'UTC' });
    return Array.from({ length: 12 }, (_, at) => foldName(formatter.format(Date.UTC(2024, at, 1))).replace(/\.$/, ''));
  };
  const [long, short] = [names('long'), names('short')];
  return {
    decimal: decimal === ',' ? ',' : '.',
    dayFirst: order.indexOf('day') < order.indexOf('month'),
    weekStart: weekStartOf(locale),
    monthNames: long.map((name, at) => [name, short[at] ?? name]),
  };
}

/** Browsers that do not say begin the week on Monday, as ISO 8601 does. */
function weekStartOf(locale: string): number {
  const own = new Intl.Locale(locale) as Intl.Locale & {
    getWeekInfo?: () => { firstDay: number };
    weekInfo?: { firstDay: number };
  };
  return (own.getWeekInfo?.() ?? own.weekInfo)?.firstDay ?? 1;
}
