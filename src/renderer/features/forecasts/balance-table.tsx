import type { BalanceDay } from '#shared/balance-outlook.ts';
import type { CashFlow } from '#shared/contract/forecasts.ts';
import { Amount } from '../../ui/amount.tsx';
import { useFormat } from '../../ui/use-format.ts';

interface BalanceTableProps {
  flow: CashFlow;
  /** With the plans, or null without any. */
  planned: readonly BalanceDay[] | null;
}

/** The chart in figures, for every day on which something is known to come, and each seventh. */
export function BalanceTable({ flow, planned }: BalanceTableProps) {
  const format = useFormat();
  const { currency } = flow;
  const events = Map.groupBy(flow.events, ({ date }) => date);
  const rows = flow.days.map((day, at) => ({ ...day, at })).filter(({ date, at }) => at % 7 === 0 || events.has(date));
  return (
    <div className="max-h-[520px] overflow-auto rounded-card border border-line bg-surface" tabIndex={0} role="region" aria-label="Balance in figures">
      <table className="w-full border-collapse">
        <caption className="sr-only">The balance on the days ahead</caption>
        <thead className="sticky top-0 bg-surface">
          <tr className="text-mini text-muted shadow-[inset_0_-1px_0_var(--line)]">
            <th scope="col" className="px-4 py-2 text-left font-[530]">Day</th>
            <th scope="col" className="px-3 py-2 text-left font-[530]">Known to come</th>
            <th scope="col" className="px-3 py-2 text-right font-[530]">Balance expected</th>
            {planned && <th scope="col" className="px-3 py-2 text-right font-[530]">With your plans</th>}
            <th scope="col" className="px-3 py-2 text-right font-[530]">8 times in 10</th>
            <th scope="col" className="px-4 py-2 text-right font-[530]">19 times in 20</th>
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {rows.map(({ date, at, expectedMinor, range80, range95 }) => (
            <tr key={date} className="h-9 hover:bg-hover">
              <th scope="row" className="px-4 text-left font-normal whitespace-nowrap">{date === flow.today ? 'Today' : format.dayShort(date)}</th>
              <td className="max-w-[320px] truncate px-3 text-muted">
                {(events.get(date) ?? []).map(({ name, amountMinor }) => `${name} ${format.money(amountMinor, currency, { plus: true })}`).join(' · ')}
              </td>
              <td className="px-3 text-right"><Amount minor={expectedMinor} currency={currency} whole className="font-[530]" /></td>
              {planned && <td className="px-3 text-right"><Amount minor={planned[at]?.expectedMinor ?? 0} currency={currency} whole /></td>}
              {[range80, range95].map(({ low, high }, column) => (
                <td key={column} className="px-3 text-right whitespace-nowrap text-muted tabular-nums last:px-4">
                  {at === 0 ? '' : `${format.money(low, currency, { whole: true })} to ${format.money(high, currency, { whole: true })}`}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
