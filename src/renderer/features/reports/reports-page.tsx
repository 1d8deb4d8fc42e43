import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Suspense, lazy } from 'react';
import { lastDayOf, monthOf, shiftMonth, yearOf } from '#shared/dates.ts';
import { orpc } from '../../client.ts';
import { Amount } from '../../ui/amount.tsx';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { DateField } from '../../ui/date-field.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { Page } from '../../ui/page.tsx';
import { localToday } from '../../ui/parse-date.ts';
import { Select } from '../../ui/select.tsx';
import { SkeletonPage } from '../../ui/skeleton.tsx';

const Charts = lazy(() => import('./report-charts.tsx').then((module) => ({ default: module.ReportCharts })));
const route = getRouteApi('/reports');

type Period = 'this-month' | 'last-month' | '12-months' | 'this-year' | 'last-year' | 'own';

/** Where the money of a period came from, where it went, and on which days. */
export function ReportsPage() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const today = localToday();
  const periods = periodsOf(today);
  const from = search.from ?? periods['12-months'].from;
  const to = search.to ?? periods['12-months'].to;
  const named = (Object.keys(periods) as Exclude<Period, 'own'>[]).find((each) => periods[each].from === from && periods[each].to === to);
  const query = useQuery(orpc.insights.report.queryOptions({ input: { from, to }, placeholderData: keepPreviousData }));
  const { data } = query;
  const show = (next: { from: string; to: string }) => void navigate({ search: next, replace: true });
  return (
    <Page
      title="Reports"
      actions={
        <div className="flex items-center gap-2">
          <Select<Period>
            aria-label="Period"
            className="w-[150px]"
            value={named ?? 'own'}
            onChange={(next) => next !== 'own' && show(periods[next])}
            options={[
              { value: '12-months', label: 'Last 12 months' },
              { value: 'this-month', label: 'This month' },
              { value: 'last-month', label: 'Last month' },
              { value: 'this-year', label: 'This year' },
              { value: 'last-year', label: 'Last year' },
              { value: 'own', label: 'Own days', disabled: true },
            ]}
          />
          <DateField aria-label="From" className="w-[110px]" value={from} onChange={(next) => next && show({ from: next, to: next > to ? next : to })} />
          <DateField aria-label="To" className="w-[110px]" value={to} onChange={(next) => next && show({ from: next < from ? next : from, to: next })} />
        </div>
      }
    >
      {query.isError && <ErrorNote error={query.error} onRetry={() => void query.refetch()} />}
      {query.isPending && <SkeletonPage />}
      {data && !query.isError && data.spending.length === 0 && data.income.length === 0 && (
        <EmptyState title="Nothing in this period" actions={<Button asChild><Link to="/import">Import a bank file</Link></Button>}>
          Choose other days, or import a bank file that covers them.
        </EmptyState>
      )}
      {data && !query.isError && (data.spending.length > 0 || data.income.length > 0) && (
        <div className="mx-auto flex max-w-[1320px] flex-col gap-3.5 pb-10">
          <div className="grid grid-cols-3 gap-3.5">
            {[
              { name: 'Income', minor: data.incomeMinor },
              { name: 'Spending', minor: data.spendingMinor },
              { name: 'Kept', minor: data.incomeMinor - data.spendingMinor },
            ].map(({ name, minor }) => (
              <Card key={name} title={name}>
                <Amount minor={minor} currency={data.currency} whole className="text-figure font-[620]" />
              </Card>
            ))}
          </div>
          <Suspense fallback={<SkeletonPage />}>
            <Charts report={data} />
          </Suspense>
          {data.leftOut.length > 0 && <p className="px-1 text-small text-muted">Left out, as no rate is known: {data.leftOut.join(', ')}.</p>}
        </div>
      )}
    </Page>
  );
}

function periodsOf(today: string): Record<Exclude<Period, 'own'>, { from: string; to: string }> {
  const month = monthOf(today);
  const before = shiftMonth(month, -1);
  const year = yearOf(today);
  return {
    '12-months': { from: `${shiftMonth(month, -11)}-01`, to: lastDayOf(month) },
    'this-month': { from: `${month}-01`, to: lastDayOf(month) },
    'last-month': { from: `${before}-01`, to: lastDayOf(before) },
    'this-year': { from: `${year}-01-01`, to: `${year}-12-31` },
    'last-year': { from: `${year - 1}-01-01`, to: `${year - 1}-12-31` },
  };
}
