/** What a search phrase is understood by: the user's own names, and how their locale writes days and amounts. */
import { useMemo } from 'react';
import { foldName } from '#shared/fold-name.ts';
import type { PhraseContext } from '#shared/search/phrase.ts';
import { localToday } from '../../ui/parse-date.ts';
import { useAccounts } from '../../ui/use-accounts.ts';
import { useCategories } from '../../ui/use-categories.ts';
import { useFormat } from '../../ui/use-format.ts';

export function usePhraseContext(): PhraseContext {
  const accounts = useAccounts();
  const categories = useCategories();
  const { locale, baseCurrency } = useFormat();
  return useMemo(
    () => ({
      ...localeHabits(locale),
      today: localToday(),
      currency: baseCurrency ?? 'EUR',
      accounts: accounts.list,
      categories: categories.list,
    }),
    [locale, baseCurrency, accounts.list, categories.list],
  );
}

/** Exported for its test. */
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
