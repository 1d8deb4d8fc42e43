import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Suspense, lazy, useMemo } from 'react';
import type { ForecastOutlook, ForecastSeries } from '#shared/contract/forecasts.ts';
import { monthOf, shiftMonth } from '#shared/dates.ts';
import { orpc } from '../../client.ts';
import { Amount } from '../../ui/amount.tsx';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import type { Format } from '../../ui/format.ts';
import { Page } from '../../ui/page.tsx';
import { SkeletonPage } from '../../ui/skeleton.tsx';
import { useFormat } from '../../ui/use-format.ts';
import type { FanPoint } from './fan-option.ts';
import { ForecastTabs } from './forecast-tabs.tsx';
import { ModelsCard } from './models-card.tsx';
import { MonthsTable } from './months-table.tsx';
import { isHeld, PastCard } from './past-card.tsx';
import { RefiningNote } from './refining-note.tsx';
import { SeriesList } from './series-list.tsx';
import { SilentNote } from './silent-note.tsx';

const FanChart = lazy(() => import('./fan-chart.tsx').then((module) => ({ default: module.FanChart })));
const route = getRouteApi('/forecast');

/** Months of the past that are drawn. */
const DRAWN_BACK = 18;

/** The next twelve months, how sure they are, and how near earlier forecasts were. */
export function ForecastPage() {
  const query = useQuery({ ...orpc.forecasts.outlook.queryOptions(), placeholderData: keepPreviousData });
  const { data } = query;
  return (
    <Page title="Forecast" actions={<ForecastTabs />}>
      {query.isError && data === undefined && <ErrorNote error={query.error} onRetry={() => void query.refetch()} />}
      {!query.isError && data === undefined && <SkeletonPage />}
      {data === null && (
        <EmptyState title="Nothing to go by yet" actions={<Button asChild><Link to="/import">Import a bank file</Link></Button>}>
          A forecast needs at least one whole month. With a year it knows your usual month, with two your seasons.
        </EmptyState>
      )}
      {data && <Outlook outlook={data} />}
    </Page>
  );
}

function Outlook({ outlook }: { outlook: ForecastOutlook }) {
  const format = useFormat();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const { series: all, currency } = outlook;
  const chosen = all.find((each) => keyOf(each) === search.of) ?? all[0];
  const past = useMemo(
    () => outlook.past.filter((one) => one.kind === chosen?.kind && one.categoryId === chosen.categoryId),
    [outlook.past, chosen],
  );
  const points = useMemo(() => (chosen ? pointsOf(chosen, outlook.firstMonth, format) : []), [chosen, outlook.firstMonth, format]);
  if (!chosen) return null;
  const drawn = Math.min(DRAWN_BACK, chosen.historyMinor.length);
  const last = past.at(-1);
  return (
    <div className="mx-auto flex max-w-[1320px] flex-col gap-3.5 pb-10">
      <RefiningNote outlook={outlook} />
      {outlook.knownUntil < outlook.today && <SilentNote knownUntil={outlook.knownUntil} />}
      <Figures series={chosen} past={past} outlook={outlook} />
      <div className="grid grid-cols-[minmax(0,1fr)_300px] gap-3.5 max-[1000px]:grid-cols-1">
        <Card title={`${chosen.name}, ${currency}`} aside="dashed: expected · bands: 8 in 10 and 19 in 20" className="flex flex-col">
          <div className="relative min-h-[340px] flex-1">
            <Suspense fallback={null}>
              <FanChart title={`Forecast of ${chosen.name}`} pointName="Month" points={points} currency={currency} now={{ at: drawn - 1, label: 'known' }} lowest={null} />
            </Suspense>
          </div>
          <p className="mt-2 text-muted">
            {chosen.sentence}
            {last && ` The last forecast was off by ${format.money(Math.abs(last.cameMinor - last.expectedMinor), currency, { whole: true })}.`}
            {past.length > 2 && ` What came lay within the range in ${past.filter(isHeld).length} of ${past.length} months.`}{' '}
            {chosen.kind === 'category' && (
              <Link to="/transactions" search={{ category: chosen.categoryId ?? 'none' }} className="text-accent hover:underline">
                Its transactions
              </Link>
            )}
          </p>
        </Card>
        <SeriesList
          series={all}
          chosen={chosen}
          currency={currency}
          onChoose={(each) => void navigate({ search: { of: each === all[0] ? undefined : keyOf(each) }, replace: true })}
        />
      </div>
      <div className="grid grid-cols-[minmax(0,9fr)_minmax(0,10fr)] items-start gap-3.5 max-[1180px]:grid-cols-1">
        <PastCard series={chosen} past={past} currency={currency} />
        <ModelsCard outlook={outlook} series={chosen} />
      </div>
      <MonthsTable series={chosen} outlook={outlook} />
      {outlook.leftOut.length > 0 && (
        <p className="px-1 text-small text-muted">Left out, as no rate is known: {outlook.leftOut.join(', ')}.</p>
      )}
    </div>
  );
}

function Figures({ series, past, outlook }: { series: ForecastSeries; past: ForecastOutlook['past']; outlook: ForecastOutlook }) {
  const format = useFormat();
  const { currency } = outlook;
  const isRunning = series.ahead[0]?.month === monthOf(outlook.knownUntil);
  const [running, next] = series.ahead;
  const year = series.ahead.reduce((sum, { expectedMinor }) => sum + expectedMinor, 0);
  const last = past.at(-1);
  const range = (month: typeof next) =>
    month
      ? `8 in 10: ${format.money(month.range80.low, currency, { whole: true })} to ${format.money(month.range80.high, currency, { whole: true })}`
      : '';
  const figures = [
    { name: running ? `${format.monthName(running.month)}${isRunning ? ', running' : ''}` : '', minor: running?.expectedMinor ?? 0, note: range(running) },
    { name: next ? format.monthName(next.month) : '', minor: next?.expectedMinor ?? 0, note: range(next) },
    { name: `Next ${series.ahead.length} months`, minor: year, note: `about ${format.money(Math.round(year / series.ahead.length), currency, { whole: true })} a month` },
    {
      name: 'Last forecast was off by',
      minor: last ? Math.abs(last.cameMinor - last.expectedMinor) : null,
      note: last
        ? `${format.monthName(last.month)}: ${format.money(last.expectedMinor, currency, { whole: true })} said, ${format.money(last.cameMinor, currency, { whole: true })} came`
        : series.kind === 'category' ? 'not looked at yet' : 'no month to compare yet',
    },
  ];
  return (
    <div className="grid grid-cols-4 gap-3.5 max-[1000px]:grid-cols-2">
      {figures.map(({ name, minor, note }, at) => (
        <Card key={at} title={name}>
          {minor === null ? <span className="text-figure text-muted">—</span> : <Amount minor={minor} currency={currency} whole className="text-figure font-[620]" />}
          <div className="truncate text-small text-muted">{note}</div>
        </Card>
      ))}
    </div>
  );
}

function keyOf({ kind, categoryId }: ForecastSeries): string {
  return kind === 'category' ? (categoryId ?? 'none') : kind;
}

function pointsOf({ historyMinor, ahead }: ForecastSeries, firstMonth: string, format: Format): FanPoint[] {
  const from = Math.max(0, historyMinor.length - DRAWN_BACK);
  const empty = { expected: null, range80: null, range95: null, planned: null, mark: null, notes: [] };
  const known = historyMinor.slice(from).map((came, at): FanPoint => {
    const month = shiftMonth(firstMonth, from + at);
    const isLast = from + at === historyMinor.length - 1;
    const here = { low: came, high: came };
    // The fan opens from the last month that is known.
    return { ...empty, ...named(month, format), came, ...(isLast ? { expected: came, range80: here, range95: here } : {}) };
  });
  const ahead12 = ahead.map(({ month, expectedMinor, certainMinor, range80, range95 }): FanPoint => ({
    ...empty,
    ...named(month, format),
    came: null,
    expected: expectedMinor,
    range80,
    range95,
    notes: certainMinor > 0 ? ['of that recurs or came: ' + format.money(certainMinor, format.baseCurrency ?? 'EUR', { whole: true })] : [],
  }));
  return [...known, ...ahead12];
}

function named(month: string, format: Format): { label: string; title: string } {
  const [year = 1970, number = 1] = month.split('-').map(Number);
  const short = new Intl.DateTimeFormat(format.locale, { month: 'short', year: '2-digit', timeZone: 'UTC' });
  return { label: short.format(Date.UTC(year, number - 1, 1)), title: format.month(month) };
}
