import type { ForecastOutlook, ForecastSeries } from '#shared/contract/forecasts.ts';
import { monthOf } from '#shared/dates.ts';
import { Amount } from '../../ui/amount.tsx';
import { useFormat } from '../../ui/use-format.ts';

interface MonthsTableProps {
  series: ForecastSeries;
  outlook: ForecastOutlook;
}

/** The months ahead of the chart in figures. */
export function MonthsTable({ series, outlook: { currency, knownUntil } }: MonthsTableProps) {
  const format = useFormat();
  const range = ({ low, high }: { low: number; high: number }) =>
    `${format.money(low, currency, { whole: true })} to ${format.money(high, currency, { whole: true })}`;
  return (
    <div className="overflow-x-auto rounded-card border border-line bg-surface" tabIndex={0} role="region" aria-label="Months ahead in figures">
      <table className="w-full border-collapse">
        <caption className="sr-only">{series.name} in the next {series.ahead.length} months</caption>
        <thead>
          <tr className="border-b border-line text-mini text-muted">
            <th scope="col" className="px-4 py-2 text-left font-[530]">Month</th>
            <th scope="col" className="px-3 py-2 text-right font-[530]">Expected</th>
            <th scope="col" className="px-3 py-2 text-right font-[530]">Of that recurring</th>
            <th scope="col" className="px-3 py-2 text-right font-[530]">8 times in 10</th>
            <th scope="col" className="px-4 py-2 text-right font-[530]">19 times in 20</th>
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {series.ahead.map(({ month, expectedMinor, certainMinor, range80, range95 }, at) => (
            <tr key={month} className="h-9 hover:bg-hover">
              <th scope="row" className="px-4 text-left font-normal whitespace-nowrap">
                {format.month(month)}
                {at === 0 && month === monthOf(knownUntil) && <span className="ml-2 text-small text-muted">running</span>}
              </th>
              <td className="px-3 text-right"><Amount minor={expectedMinor} currency={currency} whole className="font-[530]" /></td>
              <td className="px-3 text-right"><Amount minor={certainMinor} currency={currency} whole className="text-muted" /></td>
              <td className="px-3 text-right whitespace-nowrap text-muted tabular-nums">{range(range80)}</td>
              <td className="px-4 text-right whitespace-nowrap text-muted tabular-nums">{range(range95)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
