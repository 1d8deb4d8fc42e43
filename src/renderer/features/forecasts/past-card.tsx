import { Link } from '@tanstack/react-router';
import type { ForecastSeries, PastForecast } from '#shared/contract/forecasts.ts';
import { firstDayOf, lastDayOf } from '#shared/dates.ts';
import { Amount } from '../../ui/amount.tsx';
import { Card } from '../../ui/card.tsx';
import { cx } from '../../ui/cx.ts';
import { useFormat } from '../../ui/use-format.ts';

interface PastCardProps {
  series: ForecastSeries;
  /** Of this series, oldest first. */
  past: readonly PastForecast[];
  currency: string;
}

/** What was forecast for the last months, and what came. */
export function PastCard({ series, past, currency }: PastCardProps) {
  const format = useFormat();
  const held = past.filter(isHeld).length;
  const made = past.filter(({ kept }) => kept).length;
  const ends = past.flatMap(({ cameMinor, range80 }) => [cameMinor, range80.low, range80.high]);
  const scale = { low: Math.min(...ends), high: Math.max(...ends, Math.min(...ends) + 1) };
  return (
    <Card title="How good were we" aside={past.length > 0 ? `${held} of ${past.length} within their range` : undefined}>
      {past.length === 0 ? (
        <p className="text-muted">
          {series.kind === 'category'
            ? 'The past of a category is looked at by the slower models. It appears here when they are done.'
            : 'There is no month yet that could have been forecast. After half a year this says how near the forecasts were.'}
        </p>
      ) : (
        <>
          <div className="-mx-4 overflow-x-auto" tabIndex={0} role="region" aria-label="Past forecasts in figures">
            <table className="w-full border-collapse">
              <caption className="sr-only">{series.name}: forecasts of past months and what came</caption>
              <thead>
                <tr className="border-b border-line text-mini text-muted">
                  <th scope="col" className="px-4 py-1.5 text-left font-[530]">Month</th>
                  <th scope="col" className="px-2 py-1.5 text-right font-[530]">Forecast</th>
                  <th scope="col" className="px-2 py-1.5 text-right font-[530]">Came</th>
                  <th scope="col" className="px-2 py-1.5 text-right font-[530] whitespace-nowrap">Off by</th>
                  <th scope="col" className="w-[34%] px-2 py-1.5 text-left font-[530] max-[900px]:hidden">
                    <span aria-hidden>Range 8 in 10</span>
                    <span className="sr-only">In the range</span>
                  </th>
                  {made > 0 && <th scope="col" className="px-4 py-1.5 text-right font-[530]">Made on</th>}
                </tr>
              </thead>
              <tbody>
                {past.toReversed().map((one) => (
                  <tr key={one.month} className="h-8 hover:bg-hover">
                    <th scope="row" className="px-4 text-left font-normal whitespace-nowrap">
                      <Link
                        to="/transactions"
                        search={{
                          from: firstDayOf(one.month),
                          to: lastDayOf(one.month),
                          ...(series.kind === 'category' ? { category: series.categoryId ?? 'none' } : {}),
                          dir: series.kind === 'income' ? ('in' as const) : ('out' as const),
                        }}
                        className="hover:underline"
                      >
                        {format.month(one.month)}
                      </Link>
                    </th>
                    <td className="px-2 text-right"><Amount minor={one.expectedMinor} currency={currency} whole className="text-muted" /></td>
                    <td className="px-2 text-right"><Amount minor={one.cameMinor} currency={currency} whole className="font-[530]" /></td>
                    <td className="px-2 text-right"><Amount minor={Math.abs(one.cameMinor - one.expectedMinor)} currency={currency} whole /></td>
                    <td className="px-2 max-[900px]:hidden">
                      <RangeBar one={one} scale={scale} />
                      <span className="sr-only">{isHeld(one) ? 'yes' : 'no'}</span>
                    </td>
                    {made > 0 && (
                      <td className="px-4 text-right whitespace-nowrap text-muted">{one.kept ? format.dayShort(one.madeOn) : 'afterwards'}</td>
                    )}
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          <p className="mt-2 text-small text-muted">
            {made === past.length
              ? 'Each was made before its month began.'
              : made === 0
                ? 'Saldo had not made forecasts yet in these months. These were worked out afterwards, each only from what was known when its month began.'
                : 'Those with a day were made on it. The others were worked out afterwards, from what was known when their month began.'}
          </p>
        </>
      )}
    </Card>
  );
}

export function isHeld({ cameMinor, range80 }: PastForecast): boolean {
  return cameMinor >= range80.low && cameMinor <= range80.high;
}

/** The range that should hold eight months of ten, and where the month came out. */
function RangeBar({ one, scale }: { one: PastForecast; scale: PastForecast['range80'] }) {
  const width = scale.high - scale.low;
  const at = (minor: number): string => `${((minor - scale.low) / width) * 100}%`;
  const { low, high } = one.range80;
  return (
    <div aria-hidden className="relative mx-2 h-4">
      <div className="absolute inset-x-0 top-1/2 h-px bg-line" />
      <div className="absolute top-1/2 h-2 -translate-y-1/2 rounded-full bg-accent/25" style={{ left: at(low), width: `${((high - low) / width) * 100}%` }} />
      <div
        className={cx('absolute top-1/2 h-2.5 w-2.5 -translate-x-1/2 -translate-y-1/2 rounded-full border-2 border-surface', isHeld(one) ? 'bg-accent' : 'bg-warning')}
        style={{ left: at(one.cameMinor) }}
      />
    </div>
  );
}
