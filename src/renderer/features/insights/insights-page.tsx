import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Suspense, lazy } from 'react';
import type { Savings } from '#shared/contract/insights.ts';
import { orpc } from '../../client.ts';
import { Amount } from '../../ui/amount.tsx';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { Page } from '../../ui/page.tsx';
import { SkeletonPage } from '../../ui/skeleton.tsx';
import { useFormat } from '../../ui/use-format.ts';
import { GoalsCard } from '../goals/goals-card.tsx';
import { offerUndo } from '../shell/undo.ts';
import { InsightRow } from './insight-row.tsx';

const SavingsChart = lazy(() => import('./savings-charts.tsx').then((module) => ({ default: module.SavingsChart })));
const AheadChart = lazy(() => import('./savings-charts.tsx').then((module) => ({ default: module.AheadChart })));

/** What differs from usual, what is kept of the income, and when goals are reached. */
export function InsightsPage() {
  const insights = useQuery(orpc.insights.list.queryOptions());
  const savings = useQuery(orpc.insights.savings.queryOptions());
  const restore = useMutation(orpc.insights.restoreDismissed.mutationOptions({ onSuccess: (change) => offerUndo(change) }));
  const failed = insights.error ?? savings.error;
  const { data } = insights;
  return (
    <Page title="Insights & goals" actions={<Button asChild><Link to="/reports">Reports</Link></Button>}>
      {failed && <ErrorNote error={failed} onRetry={() => void Promise.all([insights.refetch(), savings.refetch()])} />}
      {!failed && (!data || !savings.data) && <SkeletonPage />}
      {data && savings.data && (
        <div className="mx-auto flex max-w-[1320px] flex-col gap-3.5 pb-10">
          <Figures savings={savings.data} />
          <div className="grid grid-cols-[minmax(0,1.35fr)_minmax(0,1fr)] items-start gap-3.5 max-[1060px]:grid-cols-1">
            <Card
              title="What differs from usual"
              aside={
                data.dismissed > 0 && (
                  <button type="button" className="text-accent hover:underline" onClick={() => restore.mutate({})}>
                    {data.dismissed} put aside · show again
                  </button>
                )
              }
            >
              {data.items.length === 0 ? (
                <EmptyState title="Nothing out of the ordinary">
                  What costs more than usual, comes twice or is missing shows here. It takes five months to know what is usual.
                </EmptyState>
              ) : (
                <ul className="-mx-4 -mb-3.5 divide-y divide-line border-t border-line">
                  {data.items.map((insight) => (
                    <InsightRow key={insight.key} insight={insight} list={data} />
                  ))}
                </ul>
              )}
              {data.leftOut.length > 0 && (
                <p className="mt-2 text-small text-muted">Left out, as no rate is known: {data.leftOut.join(', ')}.</p>
              )}
            </Card>
            <div className="flex flex-col gap-3.5">
              <GoalsCard />
            </div>
          </div>
          <div className="grid grid-cols-2 gap-3.5 max-[1060px]:grid-cols-1">
            <Card title="Kept of income" aside={savings.data.incomeFromProfile ? 'with the income of your profile' : 'by month'}>
              <Suspense fallback={<div className="h-[220px]" />}>
                <SavingsChart savings={savings.data} />
              </Suspense>
            </Card>
            <Card title="Net worth, next 12 months" aside="dashed: expected · band: 8 in 10">
              {savings.data.netWorthAhead.length > 0 ? (
                <Suspense fallback={<div className="h-[220px]" />}>
                  <AheadChart savings={savings.data} />
                </Suspense>
              ) : (
                <p className="text-muted">With six whole months in the ledger, this shows where your savings lead.</p>
              )}
            </Card>
          </div>
        </div>
      )}
    </Page>
  );
}

function Figures({ savings }: { savings: Savings }) {
  const format = useFormat();
  const { currency, months, usual, reserve, savedAhead } = savings;
  const last = months.at(-1);
  const year = savedAhead.at(-1);
  const money = (minor: number): string => format.money(minor, currency, { whole: true });
  const figures = [
    {
      name: last ? `Kept in ${format.monthName(last.month)}` : 'Kept last month',
      minor: last?.savedMinor ?? null,
      note: last?.rate === null || last === undefined ? 'no income in it' : `${Math.round(last.rate / 10)} % of income`.replace('-', '−'),
    },
    { name: 'Usual month', minor: usual?.middleMinor ?? null, note: usual ? `8 in 10: ${money(usual.low)} to ${money(usual.high)}` : 'needs six whole months' },
    { name: 'Next 12 months, in sum', minor: year?.expectedMinor ?? null, note: year ? `8 in 10: ${money(year.range80.low)} to ${money(year.range80.high)}` : 'needs six whole months' },
    { name: 'In reserve', minor: reserve?.liquidMinor ?? null, note: reserve ? `pays for ${reserve.months} usual months` : 'no spending known yet' },
  ];
  return (
    <div className="grid grid-cols-4 gap-3.5 max-[1000px]:grid-cols-2">
      {figures.map(({ name, minor, note }) => (
        <Card key={name} title={name}>
          {minor === null ? <span className="text-figure text-muted">—</span> : <Amount minor={minor} currency={currency} whole className="text-figure font-[620]" />}
          <div className="truncate text-small text-muted">{note}</div>
        </Card>
      ))}
    </div>
  );
}
