import type { NetWorth, NetWorthSeries } from '#shared/contract/net-worth.ts';
import { accountKindNames } from '../../ui/account-kinds.ts';
import { Amount } from '../../ui/amount.tsx';
import { useFormat } from '../../ui/use-format.ts';

interface NetWorthTableProps {
  dates: NetWorth['dates'];
  series: NetWorthSeries;
  by: 'month' | 'day';
}

/** The chart in figures, newest first: each kind of account, and what all come to. */
export function NetWorthTable({ dates, series, by }: NetWorthTableProps) {
  const format = useFormat();
  const rows = dates.map((date, at) => ({ date, at })).reverse();
  return (
    <div className="overflow-x-auto rounded-card border border-line bg-surface" tabIndex={0} role="region" aria-label="Net worth in figures">
      <table className="w-full border-collapse">
        <caption className="sr-only">Net worth at the end of each {by}, by kind of account</caption>
        <thead>
          <tr className="border-b border-line text-mini text-muted">
            <th scope="col" className="px-4 py-2 text-left font-[530]">
              {by === 'month' ? 'Month' : 'Day'}
            </th>
            {series.kinds.map(({ kind }) => (
              <th key={kind} scope="col" className="px-3 py-2 text-right font-[530] whitespace-nowrap">
                {accountKindNames[kind]}
              </th>
            ))}
            <th scope="col" className="px-3 py-2 text-right font-[530]">
              Net worth
            </th>
            <th scope="col" className="px-4 py-2 text-right font-[530]">
              Change
            </th>
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {rows.map(({ date, at }) => {
            const total = series.total[at] ?? 0;
            const before = series.total[at - 1];
            return (
              <tr key={date} className="h-9 hover:bg-hover">
                <th scope="row" className="px-4 text-left font-normal whitespace-nowrap">
                  {by === 'month' ? format.month(date.slice(0, 7)) : format.dayShort(date)}
                </th>
                {series.kinds.map(({ kind, values }) => (
                  <td key={kind} className="px-3 text-right">
                    <Amount minor={values[at] ?? 0} currency={series.currency} className="text-muted" />
                  </td>
                ))}
                <td className="px-3 text-right">
                  <Amount minor={total} currency={series.currency} className="font-[530]" />
                </td>
                <td className="px-4 text-right">
                  {before === undefined ? null : <Amount minor={total - before} currency={series.currency} sign />}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
