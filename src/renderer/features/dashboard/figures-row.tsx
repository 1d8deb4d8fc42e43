import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { Dashboard } from '#shared/contract/dashboard.ts';
import { addMonths, shiftMonth } from '#shared/dates.ts';
import { Amount } from '../../ui/amount.tsx';
import { Card } from '../../ui/card.tsx';
import { localToday } from '../../ui/parse-date.ts';
import { useFormat } from '../../ui/use-format.ts';

/** Four figures, each with what it was before. A month that is not over is compared with the same day of the last. */
export function FiguresRow({ data, isCurrent }: { data: Dashboard; isCurrent: boolean }) {
  const format = useFormat();
  const { thisMonth, currency } = data;
  const before = (isCurrent && data.lastMonthToDate) || data.lastMonth;
  const lastMonth = format.monthName(shiftMonth(data.month, -1));
  const toDate = isCurrent && data.lastMonthToDate !== null;
  const day = format.dayOfMonth(addMonths(localToday(), -1));
  const than = toDate ? `than on ${day}` : `than in ${lastMonth}`;
  const same = toDate ? `same as on ${day}` : `same as in ${lastMonth}`;
  const nothing = toDate ? `nothing by ${day}` : `nothing in ${lastMonth}`;

  const compare = (now: number, then: number) => {
    if (now === then) return now === 0 ? nothing : same;
    if (then === 0) return nothing;
    return `${format.money(Math.abs(now - then), currency)} ${now > then ? 'more' : 'less'} ${than}`;
  };
  const gained = data.netWorthMinor - data.netWorthBeforeMinor;
  return (
    <div className="grid grid-cols-4 gap-3.5 max-[1060px]:grid-cols-2">
      <Figure
        name="Net worth"
        value={
          <Link to="/net-worth" title="Net worth over time" className="rounded-[4px] hover:underline">
            <Amount minor={data.netWorthMinor} currency={currency} />
          </Link>
        }
        note={
          gained === 0 ? (
            `same as at the end of ${lastMonth}`
          ) : (
            <>
              <Amount minor={gained} currency={currency} sign /> since {lastMonth}
            </>
          )
        }
      />
      <Figure
        name="Income"
        value={<Amount minor={thisMonth.incomeMinor} currency={currency} />}
        note={compare(thisMonth.incomeMinor, before.incomeMinor)}
      />
      <Figure
        name="Spending"
        value={<Amount minor={thisMonth.spendingMinor} currency={currency} />}
        note={compare(thisMonth.spendingMinor, before.spendingMinor)}
      />
      <Figure
        name="Left over"
        aside="income less spending"
        value={<Amount minor={thisMonth.netMinor} currency={currency} />}
        note={`${format.money(before.netMinor, currency)} ${toDate ? `on ${day}` : `in ${lastMonth}`}`}
      />
    </div>
  );
}

function Figure({ name, value, note, aside }: { name: string; value: ReactNode; note: ReactNode; aside?: string }) {
  return (
    <Card className="py-4">
      <div className="flex items-baseline justify-between gap-2">
        <h2 className="text-small font-[530] text-muted">{name}</h2>
        {aside && <span className="truncate text-mini text-muted max-[1180px]:hidden">{aside}</span>}
      </div>
      <p className="truncate text-figure font-[620] tracking-[-0.01em]">{value}</p>
      <p className="truncate text-small text-muted">{note}</p>
    </Card>
  );
}
