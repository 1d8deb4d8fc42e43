import type { Bill } from '#shared/contract/bills.ts';
import { daysBetween } from '#shared/dates.ts';
import { Amount } from '../../ui/amount.tsx';
import { Card } from '../../ui/card.tsx';
import { CategoryMark } from '../../ui/category-mark.tsx';
import { cx } from '../../ui/cx.ts';
import { localToday } from '../../ui/parse-date.ts';
import { useCategories } from '../../ui/use-categories.ts';
import { useFormat } from '../../ui/use-format.ts';

interface SubscriptionsCardProps {
  bills: readonly Bill[];
  onOpen: (billId: string) => void;
}

const TRIAL_SOON = 14;

/** All bills by what they cost a year: what rose in price, and which trials end soon. */
export function SubscriptionsCard({ bills, onOpen }: SubscriptionsCardProps) {
  const format = useFormat();
  const categories = useCategories();
  const today = localToday();
  const costs = [...bills].sort((a, b) => a.yearlyMinor - b.yearlyMinor);
  const totals = Map.groupBy(costs.filter(({ yearlyMinor }) => yearlyMinor < 0), ({ currency }) => currency);
  const said = [...totals].map(([currency, of]) => {
    const yearly = of.reduce((sum, { yearlyMinor }) => sum + yearlyMinor, 0);
    return `${format.money(-yearly, currency)} a year, ${format.money(Math.round(-yearly / 12), currency)} a month`;
  });
  return (
    <Card title="All bills and subscriptions" aside={said.join(' · ')}>
      <ul className="-mx-1.5">
        {costs.map((bill) => {
          const notes = notesOf(bill, today);
          return (
            <li key={bill.id}>
              <button
                type="button"
                onClick={() => onOpen(bill.id)}
                className={cx(
                  'grid min-h-9 w-full grid-cols-[minmax(0,1fr)_minmax(0,1.2fr)_110px_120px] items-center gap-x-4 rounded-[5px] px-1.5 text-left hover:bg-hover',
                  bill.status !== 'active' && 'text-muted',
                )}
              >
                <CategoryMark color={categories.byId(bill.categoryId)?.color ?? null} name={bill.name} />
                <span className={cx('truncate text-small', notes ? 'text-warning' : 'text-muted')}>{notes ?? (bill.status === 'active' ? bill.says : bill.status)}</span>
                <Amount minor={bill.amountMinor} currency={bill.currency} sign={bill.amountMinor > 0} className="text-right" />
                <span className="text-right text-small text-muted tabular-nums">
                  {bill.yearlyMinor === 0 ? '' : `${format.money(Math.abs(bill.yearlyMinor), bill.currency)} a year`}
                </span>
              </button>
            </li>
          );
        })}
      </ul>
    </Card>
  );

  function notesOf({ trialEndsOn, priceChange, currency, status }: Bill, day: string): string | null {
    if (status !== 'active') return null;
    if (trialEndsOn && trialEndsOn >= day && daysBetween(day, trialEndsOn) <= TRIAL_SOON) return `the trial ends on ${format.day(trialEndsOn)}`;
    if (!priceChange) return null;
    const more = Math.abs(priceChange.toMinor) - Math.abs(priceChange.fromMinor);
    return more > 0 ? `${format.money(more, currency)} dearer since ${format.day(priceChange.on)}` : null;
  }
}
