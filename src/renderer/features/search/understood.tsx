import type { PhraseContext } from '#shared/search/phrase.ts';
import { parsePhrase } from '#shared/search/phrase.ts';
import { useAccounts } from '../../ui/use-accounts.ts';
import { useCategories } from '../../ui/use-categories.ts';
import { useFormat } from '../../ui/use-format.ts';
import { filterWords } from './filter-words.ts';

/** Under the search field while a person types: what the phrase will ask for. Nothing for plain text. */
export function Understood({ phrase, context, id }: { phrase: string; context: PhraseContext; id: string }) {
  const format = useFormat();
  const accounts = useAccounts();
  const categories = useCategories();
  const { filter, understood } = parsePhrase(phrase, context);
  const words = filterWords(filter, context.currency, format, {
    accountName: (account) => accounts.byId(account)?.name,
    categoryName: (category) => categories.byId(category)?.name,
  });
  if (understood.length === 0) return null;
  return (
    <div
      id={id}
      role="status"
      className="fade-in absolute top-full right-0 left-0 z-30 mt-1 rounded-card border border-line bg-surface px-2.5 py-2 shadow-float"
    >
      <p className="mb-1.5 text-mini text-muted">Enter looks for</p>
      <ul className="flex flex-wrap gap-1">
        {words.map((word) => (
          <li key={word} className="max-w-full truncate rounded-[5px] bg-hover px-1.5 py-px text-small">
            {word}
          </li>
        ))}
      </ul>
    </div>
  );
}
