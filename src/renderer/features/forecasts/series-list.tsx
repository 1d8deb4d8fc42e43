import type { ForecastSeries } from '#shared/contract/forecasts.ts';
import { Amount } from '../../ui/amount.tsx';
import { Card } from '../../ui/card.tsx';
import { ColorSquare } from '../../ui/category-mark.tsx';
import { cx } from '../../ui/cx.ts';
import { useFormat } from '../../ui/use-format.ts';

interface SeriesListProps {
  series: readonly ForecastSeries[];
  chosen: ForecastSeries;
  currency: string;
  onChoose: (series: ForecastSeries) => void;
}

/** What is forecast, with next month's figure: the one that is chosen is drawn. */
export function SeriesList({ series, chosen, currency, onChoose }: SeriesListProps) {
  const format = useFormat();
  const next = chosen.ahead[1]?.month ?? '';
  return (
    <Card title="What to show" aside={format.monthName(next)}>
      <ul className="-mx-2">
        {series.map((each) => {
          const ahead = each.ahead[1];
          return (
            <li key={`${each.kind} ${each.categoryId ?? ''}`}>
              <button
                type="button"
                aria-pressed={each === chosen}
                onClick={() => onChoose(each)}
                className={cx(
                  'flex h-8 w-full items-center gap-2 rounded-control px-2 text-left hover:bg-hover',
                  each === chosen && 'bg-selected hover:bg-selected',
                )}
              >
                {each.kind === 'category' && <ColorSquare color={each.color} />}
                <span className={cx('min-w-0 flex-1 truncate', each.kind !== 'category' && 'font-[530]')}>{each.name}</span>
                {ahead && <Amount minor={ahead.expectedMinor} currency={currency} whole />}
              </button>
            </li>
          );
        })}
      </ul>
      <p className="mt-2 text-small text-muted">
        Each is forecast by itself: the categories need not add up to the whole.
      </p>
    </Card>
  );
}
