import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ReactNode } from 'react';
import type { GroupDetail, GroupSpending } from '#shared/contract/groups.ts';
import { orpc } from '../../client.ts';
import { Amount } from '../../ui/amount.tsx';
import { Card } from '../../ui/card.tsx';
import { CategoryMark } from '../../ui/category-mark.tsx';
import { cx } from '../../ui/cx.ts';
import { useCategories } from '../../ui/use-categories.ts';
import { useFormat } from '../../ui/use-format.ts';
import { MonthChart } from './month-chart.tsx';

const views = [
  ['category', 'Category'],
  ['member', 'Member'],
  ['month', 'Month'],
] as const;

/** What the group spent, by category, member or month. */
export function SpendingCard({ group }: { group: GroupDetail }) {
  const [view, setView] = useState<(typeof views)[number][0]>('category');
  const { data } = useQuery(orpc.groups.spending.queryOptions({ input: { id: group.id } }));
  return (
    <Card title="Spent" aside={<Amount minor={group.spentMinor} currency={group.currency} />}>
      <div role="group" aria-label="Spending by" className="mb-2 flex gap-1">
        {views.map(([key, name]) => (
          <button
            key={key}
            type="button"
            aria-pressed={view === key}
            className={cx(
              'h-[26px] rounded-control px-2.5 text-small font-[530]',
              view === key ? 'bg-selected text-ink' : 'text-muted hover:bg-hover',
            )}
            onClick={() => setView(key)}
          >
            {name}
          </button>
        ))}
      </div>
      {data && view === 'category' && <ByCategory data={data} group={group} />}
      {data && view === 'member' && <ByMember data={data} group={group} />}
      {data && view === 'month' && (
        <>
          <MonthChart data={data} currency={group.currency} />
          <MonthTable data={data} currency={group.currency} />
        </>
      )}
    </Card>
  );
}

function ByCategory({ data, group }: { data: GroupSpending; group: GroupDetail }) {
  const categories = useCategories();
  const most = Math.max(1, ...data.byCategory.map((row) => row.amountMinor));
  return (
    <ul>
      {data.byCategory.map((row) => {
        const category = categories.byId(row.categoryId);
        return (
          <Row key={row.categoryId ?? ''} minor={row.amountMinor} most={most} currency={group.currency} color={category?.color}>
            <CategoryMark color={category?.color ?? null} name={category?.name ?? 'No category'} />
          </Row>
        );
      })}
    </ul>
  );
}

function ByMember({ data, group }: { data: GroupSpending; group: GroupDetail }) {
  const most = Math.max(1, ...data.byMember.map((row) => row.shareMinor));
  return (
    <ul>
      {data.byMember.map((row) => (
        <Row key={row.memberId} minor={row.shareMinor} most={most} currency={group.currency}>
          <span className="truncate">{group.members.find((member) => member.id === row.memberId)?.name}</span>
        </Row>
      ))}
    </ul>
  );
}

interface RowProps {
  minor: number;
  /** The amount that fills the bar. */
  most: number;
  currency: string;
  color?: string | undefined;
  children: ReactNode;
}

function Row({ minor, most, currency, color, children }: RowProps) {
  return (
    <li className="grid h-8 grid-cols-[minmax(0,1fr)_110px_90px] items-center gap-x-3">
      <span className="flex min-w-0">{children}</span>
      <span aria-hidden className="relative block h-1.5 rounded-full bg-line/60">
        <span
          className="absolute inset-y-0 left-0 rounded-full bg-bar-out"
          style={{ width: `${(Math.max(0, minor) / most) * 100}%`, ...(color ? { backgroundColor: color } : {}) }}
        />
      </span>
      <Amount minor={minor} currency={currency} className="text-right font-[560]" />
    </li>
  );
}

/** The chart in words, for those who cannot see it. */
function MonthTable({ data, currency }: { data: GroupSpending; currency: string }) {
  const format = useFormat();
  return (
    <table className="sr-only">
      <caption>Spending of the group by month</caption>
      <thead>
        <tr>
          <th scope="col">Month</th>
          <th scope="col">All</th>
          <th scope="col">Your part</th>
        </tr>
      </thead>
      <tbody>
        {data.byMonth.map((row) => (
          <tr key={row.month}>
            <th scope="row">{format.month(row.month)}</th>
            <td>
              <Amount minor={row.amountMinor} currency={currency} />
            </td>
            <td>
              <Amount minor={row.myShareMinor} currency={currency} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
