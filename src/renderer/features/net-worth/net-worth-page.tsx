import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Suspense, lazy, useMemo } from 'react';
import type { NetWorth, NetWorthSeries } from '#shared/contract/net-worth.ts';
import { orpc } from '../../client.ts';
import type { NetWorthSearch } from '../../routes.tsx';
import { Amount } from '../../ui/amount.tsx';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { Page } from '../../ui/page.tsx';
import { Select } from '../../ui/select.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { useFormat } from '../../ui/use-format.ts';
import { NetWorthTable } from './net-worth-table.tsx';

const LineChart = lazy(() => import('./line-chart.tsx').then((module) => ({ default: module.LineChart })));
const route = getRouteApi('/net-worth');

const ALL = 'all';

type Span = NonNullable<NetWorthSearch['span']>;

const spans: readonly { value: Span; label: string; by: 'month' | 'day'; count: number }[] = [
  { value: '90d', label: '90 days', by: 'day', count: 90 },
  { value: '1y', label: '12 months', by: 'month', count: 13 },
  { value: '2y', label: '2 years', by: 'month', count: 25 },
  { value: '5y', label: '5 years', by: 'month', count: 61 },
  { value: 'all', label: 'All', by: 'month', count: 600 },
];

/** What everything comes to over time, assets against debts. */
export function NetWorthPage() {
  const format = useFormat();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const span = spans.find((each) => each.value === (search.span ?? '2y')) ?? spans[2];
  const { by = 'month', count = 25 } = span ?? {};
  const query = useQuery(orpc.netWorth.get.queryOptions({ input: { by, count }, placeholderData: keepPreviousData }));
  const shown = useMemo(() => (query.data ? withoutLeadingNothing(query.data) : null), [query.data]);
  const series = shown?.series.find((each) => each.currency === search.currency) ?? shown?.all ?? shown?.series[0];
  const missing = series && series === shown?.all ? shown.all.missing : [];
  const lines = useMemo(
    () =>
      series
        ? [
            { name: 'Net worth', values: series.total, main: true },
            ...(series.debts.some((value) => value !== 0)
              ? [
                  { name: 'Assets', values: series.assets },
                  { name: 'Debts', values: series.debts },
                ]
              : []),
          ]
        : [],
    [series],
  );
  return (
    <Page
      title="Net worth"
      actions={
        <>
          {shown && series && shown.series.length > 1 && (
            <Select
              aria-label="Currency of the figures"
              className="w-[112px]"
              value={series === shown.all ? ALL : series.currency}
              onChange={(choice) => {
                const currency = choice === ALL ? undefined : choice;
                void navigate({ search: (now) => ({ ...now, currency }) as NetWorthSearch, replace: true });
              }}
              options={[
                ...(shown.all ? [{ value: ALL, label: `All in ${shown.all.currency}` }] : []),
                ...shown.series.map(({ currency }) => ({ value: currency, label: currency })),
              ]}
            />
          )}
          <div role="group" aria-label="How far back" className="flex gap-1">
            {spans.map((each) => (
              <Button
                key={each.value}
                variant={each === span ? 'secondary' : 'ghost'}
                aria-pressed={each === span}
                onClick={() => void navigate({ search: (now) => ({ ...now, span: each.value }), replace: true })}
              >
                {each.label}
              </Button>
            ))}
          </div>
        </>
      }
    >
      <div className="mx-auto flex max-w-[1180px] flex-col gap-3.5 pb-10">
        {query.isError && !shown && <ErrorNote error={query.error} onRetry={() => void query.refetch()} />}
        {!query.isError && !shown && <Skeleton className="h-[320px] w-full rounded-card" />}
        {shown && !series && (
          <EmptyState title="Nothing to count yet" actions={<Button asChild><Link to="/accounts">Add an account</Link></Button>}>
            Accounts with a balance, a loan or a house make your net worth.
          </EmptyState>
        )}
        {shown && series && (
          <>
            <Figures series={series} since={format.day(shown.dates[0] ?? '')} />
            <Card title={`Net worth, ${series.currency}`} aside={by === 'month' ? 'at the ends of months' : 'at the end of each day'}>
              <Suspense fallback={<div className="h-[280px]" />}>
                <LineChart title="Net worth" dates={shown.dates} lines={lines} currency={series.currency} by={by} height={280} />
              </Suspense>
            </Card>
            <NetWorthTable dates={shown.dates} series={series} by={by} />
            <p className="px-1 text-small text-muted">
              An account counts for the last value you entered for it and what was paid since; without one, for its
              balance. Other currencies are converted at the rate of each date.
              {missing.length > 0 && ` Left out, as no rate is known: ${missing.join(', ')}.`}
            </p>
          </>
        )}
      </div>
    </Page>
  );
}

function Figures({ series, since }: { series: NetWorthSeries; since: string }) {
  const last = (values: readonly number[]): number => values.at(-1) ?? 0;
  const figures = [
    { name: 'Net worth', minor: last(series.total) },
    { name: 'Assets', minor: last(series.assets) },
    { name: 'Debts', minor: last(series.debts) },
    { name: `Since ${since}`, minor: last(series.total) - (series.total[0] ?? 0), sign: true },
  ];
  return (
    <div className="grid grid-cols-4 gap-3.5 max-[900px]:grid-cols-2">
      {figures.map(({ name, minor, sign }) => (
        <Card key={name} title={name}>
          <Amount minor={minor} currency={series.currency} sign={sign ?? false} className="text-figure font-[620]" />
        </Card>
      ))}
    </div>
  );
}

/** Years before the first account would be a flat line. */
function withoutLeadingNothing(data: NetWorth): NetWorth {
  const first = data.dates.findIndex((_, at) => data.series.some((series) => series.kinds.some(({ values }) => values[at] !== 0)));
  // One point before it, so that the line begins at nothing.
  const from = Math.min(Math.max(0, first - 1), Math.max(0, data.dates.length - 2));
  if (from === 0) return data;
  const cut = (values: number[]): number[] => values.slice(from);
  const cutAll = <T extends NetWorthSeries>(series: T): T => ({
    ...series,
    total: cut(series.total),
    assets: cut(series.assets),
    debts: cut(series.debts),
    kinds: series.kinds.map(({ kind, values }) => ({ kind, values: cut(values) })),
  });
  return { dates: data.dates.slice(from), series: data.series.map(cutAll), all: data.all && cutAll(data.all) };
}
