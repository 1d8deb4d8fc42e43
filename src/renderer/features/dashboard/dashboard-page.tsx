import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { ChevronLeft, ChevronRight } from 'lucide-react';
import { Suspense, lazy } from 'react';
import type { Dashboard } from '#shared/contract/dashboard.ts';
import { monthOf, shiftMonth } from '#shared/dates.ts';
import { orpc } from '../../client.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { Page } from '../../ui/page.tsx';
import { localToday } from '../../ui/parse-date.ts';
import { Select } from '../../ui/select.tsx';
import { useShortcuts } from '../../ui/shortcuts.ts';
import { Skeleton } from '../../ui/skeleton.tsx';
import { useFormat } from '../../ui/use-format.ts';
import { AccountsCard } from './accounts-card.tsx';
import { ConversionNote } from './conversion-note.tsx';
import { EmptyDashboard } from './empty-dashboard.tsx';
import { FiguresRow } from './figures-row.tsx';
import { ReviewCard } from './review-card.tsx';
import { SpendingCard } from './spending-card.tsx';
import { TrendTable } from './trend-table.tsx';

const TrendChart = lazy(() => import('./trend-chart.tsx').then((module) => ({ default: module.TrendChart })));
const route = getRouteApi('/');

export function DashboardPage() {
  const format = useFormat();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const now = monthOf(localToday());
  const { month, query, fallenBack } = useMonth(search.month, search.currency, now);
  const { data } = query;

  const first = data?.firstMonth ?? now;
  const last = data?.lastMonthWithData && data.lastMonthWithData > now ? data.lastMonthWithData : now;
  const show = (next: string) => {
    if (next >= first && next <= last)
      void navigate({ search: (before) => ({ ...before, month: next }), replace: true });
  };
  const step = (by: number) => show(shiftMonth(month, by));
  useShortcuts({
    '[': { label: 'Month before', group: 'Dashboard', run: () => step(-1) },
    ']': { label: 'Month after', group: 'Dashboard', run: () => step(1) },
  });

  const empty = data && !data.hasTransactions;
  return (
    <Page
      title={empty ? 'Dashboard' : format.month(month)}
      actions={
        !empty && (
          <>
            {data && data.otherCurrencies.length > 0 && (
              <CurrencySwitch
                data={data}
                onChange={(currency) => void navigate({ search: (before) => ({ ...before, currency }), replace: true })}
              />
            )}
            <div className="flex gap-1.5">
              <Button
                size="icon"
                aria-label="Month before"
                title="Month before ( [ )"
                disabled={month <= first}
                onClick={() => step(-1)}
              >
                <ChevronLeft size={14} aria-hidden />
              </Button>
              <Button
                size="icon"
                aria-label="Month after"
                title="Month after ( ] )"
                disabled={month >= last}
                onClick={() => step(1)}
              >
                <ChevronRight size={14} aria-hidden />
              </Button>
            </div>
          </>
        )
      }
    >
      {query.isError && !data && <ErrorNote error={query.error} onRetry={() => void query.refetch()} />}
      {!query.isError && !data && <DashboardSkeleton />}
      {data && !data.hasTransactions && <EmptyDashboard />}
      {data?.hasTransactions && (
        <div className="grid gap-3.5">
          {fallenBack && (
            <p className="text-muted" role="status">
              Nothing in {format.monthName(now)} yet. This is {format.monthName(month)}.
            </p>
          )}
          <FiguresRow data={data} isCurrent={month === now} />
          {data.conversion && <ConversionNote data={data} conversion={data.conversion} />}
          <div className="grid grid-cols-[minmax(0,1.55fr)_minmax(0,1fr)] gap-3.5 max-[1060px]:grid-cols-1">
            <Card title="Income and spending" aside="12 months">
              <Suspense fallback={<div className="h-[200px]" />}>
                <TrendChart data={data} onPick={show} />
              </Suspense>
              <TrendTable data={data} />
            </Card>
            <AccountsCard accounts={data.accounts} currency={data.currency} />
            <SpendingCard data={data} />
            <ReviewCard count={data.reviewCount} />
          </div>
        </div>
      )}
    </Page>
  );
}

/** The month asked for; without one the current month, or the latest with data while the current is empty. */
function useMonth(asked: string | undefined, currency: string | undefined, now: string) {
  const read = (month: string, enabled = true) => ({
    ...orpc.dashboard.get.queryOptions({ input: { month, ...(currency ? { currency } : {}) } }),
    enabled,
    placeholderData: keepPreviousData,
  });
  const first = useQuery(read(asked ?? now));
  const latest = first.data?.lastMonthWithData;
  const falls = !asked && !first.isPlaceholderData && isEmpty(first.data) && latest != null && latest < now;
  const second = useQuery(read(latest ?? now, falls));
  const fallenBack = falls && second.data !== undefined && !second.isPlaceholderData;
  // Nothing is shown until it is clear which month it will be: no flash of an empty one.
  return { month: falls && latest ? latest : (asked ?? now), query: falls ? second : first, fallenBack };
}

function isEmpty(data: Dashboard | undefined): boolean {
  return data !== undefined && data.thisMonth.incomeMinor === 0 && data.thisMonth.spendingMinor === 0;
}

interface CurrencySwitchProps {
  data: Dashboard;
  /** Undefined: everything, in the base currency. */
  onChange: (currency: string | undefined) => void;
}

const ALL = 'all';

/** Everything converted to the base currency, or the accounts of one currency as they are. */
function CurrencySwitch({ data, onChange }: CurrencySwitchProps) {
  const { baseCurrency } = useFormat();
  const currencies = [...new Set([data.currency, ...data.otherCurrencies])].sort();
  return (
    <Select
      aria-label="Currency of the figures"
      className="w-[136px]"
      value={data.scope === 'all' ? ALL : data.currency}
      onChange={(chosen) => onChange(chosen === ALL ? undefined : chosen)}
      options={[
        { value: ALL, label: `All, in ${baseCurrency ?? data.currency}` },
        ...currencies.map((currency) => ({ value: currency, label: `${currency} only` })),
      ]}
    />
  );
}

function DashboardSkeleton() {
  return (
    <div role="status" aria-label="Loading" className="grid gap-3.5">
      <div className="grid grid-cols-4 gap-3.5">
        {[0, 1, 2, 3].map((card) => (
          <div key={card} className="h-[102px] rounded-card border border-line bg-surface px-4 py-4">
            <Skeleton className="w-20" />
            <Skeleton className="mt-4 h-5 w-32" />
          </div>
        ))}
      </div>
      <div className="grid grid-cols-[minmax(0,1.55fr)_minmax(0,1fr)] gap-3.5">
        <div className="h-[250px] rounded-card border border-line bg-surface" />
        <div className="h-[250px] rounded-card border border-line bg-surface" />
      </div>
    </div>
  );
}
