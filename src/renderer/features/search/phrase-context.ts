/** What a search phrase is understood by: the user's own names, and the habits of their locale. */
import { useMemo } from 'react';
import type { PhraseContext } from '#shared/search/phrase.ts';
import { localToday } from '../../ui/parse-date.ts';
import { useAccounts } from '../../ui/use-accounts.ts';
import { useCategories } from '../../ui/use-categories.ts';
import { useFormat } from '../../ui/use-format.ts';
import { localeHabits } from './locale-habits.ts';

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
