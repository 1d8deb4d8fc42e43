import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { TransactionFilter } from '#shared/contract/transactions.ts';
import { orpc } from '../../client.ts';
import { useFormat } from '../../ui/use-format.ts';

/** "61 · in 2,870.00 · out 2,191.64", each currency for itself. */
export function ListTotals({ filter }: { filter: TransactionFilter }) {
  const format = useFormat();
  const { data } = useQuery(
    orpc.transactions.totals.queryOptions({ input: { filter }, placeholderData: keepPreviousData }),
  );
  if (!data) return null;
  if (data.more) {
    return <span className="text-small text-muted">more than {format.count(data.count)}</span>;
  }
  const sums = [...data.sums].sort(
    (a, b) => Number(b.currency === format.baseCurrency) - Number(a.currency === format.baseCurrency),
  );
  const sentences = sums.map((sum) =>
    [
      sum.inMinor > 0 && `in ${format.money(sum.inMinor, sum.currency)}`,
      sum.outMinor > 0 && `out ${format.money(sum.outMinor, sum.currency)}`,
    ]
      .filter(Boolean)
      .join(' · '),
  );
  const [main = '', ...others] = sentences.filter(Boolean);
  return (
    <span className="text-small whitespace-nowrap text-muted" title={others.length > 0 ? sentences.join('\n') : undefined}>
      {[format.count(data.count), main].filter(Boolean).join(' · ')}
      {others.length > 0 && ` · ${others.length} more ${others.length === 1 ? 'currency' : 'currencies'}`}
    </span>
  );
}
