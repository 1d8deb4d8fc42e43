import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { TriangleAlert } from 'lucide-react';
import { Suspense, lazy, useMemo, useState } from 'react';
import { lowestPoint, rangeAround, type BalanceDay } from '#shared/balance-outlook.ts';
import type { CashFlow } from '#shared/contract/forecasts.ts';
import { orpc } from '../../client.ts';
import { Amount } from '../../ui/amount.tsx';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import type { Format } from '../../ui/format.ts';
import { Page } from '../../ui/page.tsx';
import { Popover } from '../../ui/popover.tsx';
import { SkeletonPage } from '../../ui/skeleton.tsx';
import { useFormat } from '../../ui/use-format.ts';
import { BalanceTable } from './balance-table.tsx';
import type { FanPoint } from './fan-option.ts';
import { ForecastTabs } from './forecast-tabs.tsx';
import { lowestInWords } from './outlook-words.ts';
import { plannedDays, type Plan } from './plan.ts';
import { SilentNote } from './silent-note.tsx';
import { UpcomingCard } from './upcoming-card.tsx';
import { WhatIfCard } from './what-if-card.tsx';

const FanChart = lazy(() => import('./fan-chart.tsx').then((module) => ({ default: module.FanChart })));

const DAYS = 90;

/** The balance of the next 90 days, its lowest point, and what a plan would make of it. */
export function CashFlowPage() {
  const [accountIds, setAccountIds] = useState<string[] | undefined>(undefined);
  const [plans, setPlans] = useState<Plan[]>([]);
  const query = useQuery({
    ...orpc.forecasts.cashFlow.queryOptions({ input: { days: DAYS, ...(accountIds ? { accountIds } : {}) } }),
    placeholderData: keepPreviousData,
  });
  const { data } = query;
  return (
    <Page
      title="Cash flow"
      actions={
        <>
          {data && data.accounts.length > 1 && <AccountsChoice flow={data} onChange={setAccountIds} />}
          <ForecastTabs />
        </>
      }
    >
      {query.isError && !data && <ErrorNote error={query.error} onRetry={() => void query.refetch()} />}
      {!query.isError && !data && <SkeletonPage />}
      {data &&
        (data.accounts.length === 0 ? (
          <EmptyState title="No account to look ahead with" actions={<Button asChild><Link to="/accounts">Add an account</Link></Button>}>
            A checking, cash, card or savings account has a balance that can be forecast.
          </EmptyState>
        ) : (
          <Outlook flow={data} plans={plans} onPlans={setPlans} />
        ))}
    </Page>
  );
}

function Outlook({ flow, plans, onPlans }: { flow: CashFlow; plans: readonly Plan[]; onPlans: (plans: Plan[]) => void }) {
  const format = useFormat();
  const { currency, days, knownUntil } = flow;
  const isSilent = knownUntil < flow.today;
  const planned = useMemo(() => (plans.length === 0 ? null : plannedDays(flow, plans)), [flow, plans]);
  const points = useMemo(() => pointsOf(flow, planned, format), [flow, planned, format]);
  const shown = planned ?? days;
  const lowest = lowestPoint(shown);
  const end = shown.at(-1);
  const words = { day: format.dayShort, money: (minor: number) => format.money(minor, currency, { whole: true }) };
  const isWarned = lowest !== null && (lowest.balanceMinor < 0 || lowest.chanceBelowZero >= 0.02);
  const width = end ? rangeAround(end.doubtMinor, 0.8) : 0;
  return (
    <div className="mx-auto flex max-w-[1320px] flex-col gap-3.5 pb-10">
      {isSilent && <SilentNote knownUntil={knownUntil} />}
      {lowest && (
        <p role="status" className="flex items-center gap-2 rounded-card border border-line bg-surface px-4 py-2.5">
          {isWarned && <TriangleAlert size={15} className="shrink-0 text-warning" aria-hidden />}
          <span className="font-[530]">
            {planned ? 'With your plans: ' : ''}
            {planned ? uncapitalised(lowestInWords(lowest, isSilent ? '' : flow.today, words)) : lowestInWords(lowest, isSilent ? '' : flow.today, words)}.
          </span>
        </p>
      )}
      <div className="grid grid-cols-4 gap-3.5 max-[1000px]:grid-cols-2">
        <Figure name={isSilent ? `Balance on ${format.dayShort(knownUntil)}` : 'Balance today'} minor={flow.balanceMinor} currency={currency} note={includedNames(flow)} />
        <Figure
          name={`In ${DAYS} days${planned ? ', with your plans' : ''}`}
          minor={end?.expectedMinor ?? 0}
          currency={currency}
          note={end ? `8 in 10: ${words.money(end.expectedMinor - width)} to ${words.money(end.expectedMinor + width)}` : ''}
        />
        <Figure name="Known, in and out" minor={flow.events.reduce((sum, { amountMinor }) => sum + amountMinor, 0)} sign currency={currency} note={`${flow.events.length} payments on their days`} />
        <Figure
          name="Other spending a day"
          minor={flow.spendingADayMinor}
          currency={currency}
          note={flow.incomeADayMinor > 0 ? `other income ${words.money(Math.round(flow.incomeADayMinor * 30.44))} a month` : 'at the pace of the last year'}
        />
      </div>
      <Card title={`Balance, next ${DAYS} days, ${currency}`} aside={planned ? 'dashed: expected · dotted: with your plans' : 'dashed: expected · bands: 8 in 10 and 19 in 20'}>
        <div className="relative h-[320px]">
          <Suspense fallback={null}>
            <FanChart
              title="Balance ahead"
              pointName="Day"
              points={points}
              currency={currency}
              now={null}
              lowest={lowest ? shown.findIndex(({ date }) => date === lowest.date) : null}
            />
          </Suspense>
        </div>
        <p className="mt-2 text-muted">{basis(flow)}</p>
      </Card>
      <div className="grid grid-cols-[minmax(0,1fr)_380px] items-start gap-3.5 max-[1000px]:grid-cols-1">
        <UpcomingCard flow={flow} />
        <WhatIfCard flow={flow} plans={plans} onChange={onPlans} />
      </div>
      <BalanceTable flow={flow} planned={planned} />
    </div>
  );
}

function uncapitalised(sentence: string): string {
  return sentence.slice(0, 1).toLowerCase() + sentence.slice(1);
}

function Figure({ name, minor, currency, note, sign = false }: { name: string; minor: number; currency: string; note: string; sign?: boolean }) {
  return (
    <Card title={name}>
      <Amount minor={minor} currency={currency} whole sign={sign} className="text-figure font-[620]" />
      <div className="truncate text-small text-muted" title={note}>{note}</div>
    </Card>
  );
}

/** What the ranges rest on. */
function basis({ tested, leftOut, recurring }: CashFlow): string {
  const ranges =
    tested >= 4
      ? `The bands are as wide as the same forecast was off when tried on ${tested} days of the past.`
      : 'There is too little history to try the forecast on, so the bands are wide guesses.';
  const known = recurring.length === 0 ? '' : ` ${recurring.length} recurring payments come on their days; everything else at its usual pace.`;
  const missing = leftOut.length === 0 ? '' : ` Left out, as no rate is known: ${leftOut.join(', ')}.`;
  return `${ranges}${known} Moves to other accounts count only where they recur.${missing}`;
}

function includedNames({ accounts }: CashFlow): string {
  return accounts.filter(({ included }) => included).map(({ name }) => name).join(', ');
}

function AccountsChoice({ flow, onChange }: { flow: CashFlow; onChange: (ids: string[]) => void }) {
  const chosen = flow.accounts.filter(({ included }) => included).map(({ id }) => id);
  return (
    <Popover label="Accounts in the figures" align="end" className="w-[280px] p-2" trigger={<Button>{chosen.length === 1 ? '1 account' : `${chosen.length} accounts`}</Button>}>
      <ul>
        {flow.accounts.map(({ id, name, balanceMinor }) => (
          <li key={id}>
            <label className="flex h-8 items-center gap-2 rounded-control px-2 hover:bg-hover">
              <Checkbox
                checked={chosen.includes(id)}
                // A balance of no account is none.
                disabled={chosen.length === 1 && chosen.includes(id)}
                onChange={(checked) => onChange(checked ? [...chosen, id] : chosen.filter((each) => each !== id))}
              />
              <span className="min-w-0 flex-1 truncate">{name}</span>
              <Amount minor={balanceMinor} currency={flow.currency} whole className="text-muted" />
            </label>
          </li>
        ))}
      </ul>
    </Popover>
  );
}

function pointsOf(flow: CashFlow, planned: readonly BalanceDay[] | null, format: Format): FanPoint[] {
  const events = Map.groupBy(flow.events, ({ date }) => date);
  // Ninety days need no year.
  const short = new Intl.DateTimeFormat(format.locale, { day: 'numeric', month: 'short', timeZone: 'UTC' });
  return flow.days.map(({ date, expectedMinor, range80, range95 }, at) => {
    const own = events.get(date) ?? [];
    const moved = own.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
    return {
      label: short.format(Date.parse(date)),
      title: format.day(date),
      came: null,
      expected: expectedMinor,
      range80,
      range95,
      planned: planned?.[at]?.expectedMinor ?? null,
      mark: own.length === 0 ? null : moved > 0 ? ('in' as const) : ('out' as const),
      notes: own.map(({ name, amountMinor }) => `${name} ${format.money(amountMinor, flow.currency, { plus: true })}`),
    };
  });
}
