import { Link } from '@tanstack/react-router';
import { ChevronRight } from 'lucide-react';
import { useId, useState } from 'react';
import type { ReactNode } from 'react';
import type { Dashboard } from '#shared/contract/dashboard.ts';
import { firstDayOf, lastDayOf, shiftMonth } from '#shared/dates.ts';
import { Amount } from '../../ui/amount.tsx';
import { Card } from '../../ui/card.tsx';
import { CategoryMark } from '../../ui/category-mark.tsx';
import { cx } from '../../ui/cx.ts';
import { useFormat } from '../../ui/use-format.ts';

type Group = Dashboard['spending'][number];

const columns = 'grid grid-cols-[20px_minmax(0,1.1fr)_minmax(60px,1.6fr)_84px_84px] items-center gap-x-2';

/** Spending by group, with bars on one scale; a mark on each bar is the month before. */
export function SpendingCard({ data }: { data: Dashboard }) {
  const format = useFormat();
  const before = format.monthName(shiftMonth(data.month, -1));
  const most = Math.max(1, ...data.spending.flatMap((group) => [group.spendingMinor, group.lastMonthMinor]));
  return (
    <Card title="Where it went">
      {data.spending.length === 0 ? (
        <p className="py-2 text-muted">Nothing was spent in {format.monthName(data.month)}.</p>
      ) : (
        <>
          <div className={cx(columns, 'text-mini text-muted')} aria-hidden>
            <span className="col-start-4 text-right">{format.monthName(data.month)}</span>
            <span className="flex items-center justify-end gap-1.5">
              <span className="h-2.5 w-[2px] rounded-full bg-ink/60" />
              {before}
            </span>
          </div>
          <ul>
            {data.spending.map((group) => (
              <GroupRow key={group.categoryId ?? 'none'} group={group} most={most} data={data} before={before} />
            ))}
          </ul>
        </>
      )}
    </Card>
  );
}

interface RowProps {
  group: Group;
  /** The amount that fills the bar. */
  most: number;
  data: Dashboard;
  /** Name of the month before. */
  before: string;
}

function GroupRow({ group, most, data, before }: RowProps) {
  const [open, setOpen] = useState(false);
  const leavesId = useId();
  const leaves = group.leaves.filter((leaf) => leaf.spendingMinor !== 0 || leaf.lastMonthMinor !== 0);
  const expandable = leaves.length > 1 || (leaves.length === 1 && leaves[0]?.categoryId !== group.categoryId);
  return (
    <li>
      <div className={cx(columns, 'h-8')}>
        {expandable ? (
          <button
            type="button"
            aria-expanded={open}
            aria-controls={leavesId}
            aria-label={`Parts of ${group.name}`}
            className="grid h-5 w-5 place-items-center rounded-[4px] text-muted hover:bg-hover hover:text-ink"
            onClick={() => setOpen(!open)}
          >
            <ChevronRight
              size={13}
              aria-hidden
              className={cx('transition-transform duration-100', open && 'rotate-90')}
            />
          </button>
        ) : (
          <span />
        )}
        <DrillDown categoryId={group.categoryId} month={data.month}>
          <CategoryMark color={group.categoryId ? group.color : null} name={group.name} />
        </DrillDown>
        <Bar
          spent={group.spendingMinor}
          before={group.lastMonthMinor}
          most={most}
          color={group.categoryId ? group.color : 'var(--faint)'}
        />
        <Amount minor={group.spendingMinor} currency={data.currency} className="text-right font-[560]" />
        <Before minor={group.lastMonthMinor} currency={data.currency} month={before} />
      </div>
      {open && (
        <ul id={leavesId} className="mb-1">
          {leaves.map((leaf) => (
            <li key={leaf.categoryId ?? 'none'} className={cx(columns, 'h-7 text-small')}>
              <span />
              <span className="min-w-0 pl-4">
                <DrillDown categoryId={leaf.categoryId} month={data.month}>
                  <span className="truncate">{leaf.name}</span>
                </DrillDown>
              </span>
              <Bar thin spent={leaf.spendingMinor} before={leaf.lastMonthMinor} most={most} color={group.color} />
              <Amount minor={leaf.spendingMinor} currency={data.currency} className="text-right" />
              <Before minor={leaf.lastMonthMinor} currency={data.currency} month={before} />
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}

function Before({ minor, currency, month }: { minor: number; currency: string; month: string }) {
  return (
    <span className="text-right text-small text-muted">
      <span className="sr-only">{month}: </span>
      {minor === 0 ? <span aria-label="nothing">–</span> : <Amount minor={minor} currency={currency} />}
    </span>
  );
}

function DrillDown({ categoryId, month, children }: { categoryId: string | null; month: string; children: ReactNode }) {
  return (
    <Link
      to="/transactions"
      search={{ category: categoryId ?? 'none', from: firstDayOf(month), to: lastDayOf(month) }}
      className="flex min-w-0 rounded-[4px] underline-offset-2 hover:underline"
    >
      {children}
    </Link>
  );
}

function Bar({
  spent,
  before,
  most,
  color,
  thin,
}: {
  spent: number;
  before: number;
  most: number;
  color: string;
  thin?: boolean;
}) {
  const share = (minor: number) => `${(Math.max(0, minor) / most) * 100}%`;
  return (
    <span aria-hidden className={cx('relative block w-full', thin ? 'h-1' : 'h-1.5')}>
      <span className="absolute inset-0 rounded-full bg-line opacity-60" />
      <span
        className="absolute inset-y-0 left-0 rounded-full"
        style={{ width: share(spent), backgroundColor: color }}
      />
      {before > 0 && (
        <span
          className="absolute -inset-y-[3px] w-[2px] rounded-full bg-ink/60"
          style={{ left: `min(${share(before)}, 100% - 2px)` }}
        />
      )}
    </span>
  );
}
