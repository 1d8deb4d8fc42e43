import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { Suspense, lazy, useMemo } from 'react';
import type { Account } from '#shared/contract/accounts.ts';
import { orpc } from '../../client.ts';
import { accountKindNames } from '../../ui/account-kinds.ts';
import { Amount } from '../../ui/amount.tsx';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Page } from '../../ui/page.tsx';
import { useShortcuts } from '../../ui/shortcuts.ts';
import { useAccounts } from '../../ui/use-accounts.ts';
import { useFormat } from '../../ui/use-format.ts';
import { AccountMenu } from './account-menu.tsx';
import { BalanceTable } from './balance-table.tsx';
import { Register } from './register.tsx';
import { ValuesCard } from './values-card.tsx';

const LineChart = lazy(() => import('../net-worth/line-chart.tsx').then((module) => ({ default: module.LineChart })));
const route = getRouteApi('/accounts/$id');

const DAYS = 365;

/** One account: what it holds, its way over a year, and its transactions with the balance after each. */
export function AccountPage() {
  const { id } = route.useParams();
  const accounts = useAccounts();
  const account = accounts.byId(id);
  if (!accounts.loaded) return <Page title="Account">{null}</Page>;
  if (!account) {
    return (
      <Page title="Account">
        <EmptyState
          title="That account is not there any more"
          actions={
            <Button asChild>
              <Link to="/accounts">All accounts</Link>
            </Button>
          }
        />
      </Page>
    );
  }
  return <AccountView key={id} account={account} />;
}

function AccountView({ account }: { account: Account }) {
  const format = useFormat();
  const navigate = useNavigate();
  const { data: history } = useQuery(
    orpc.netWorth.account.queryOptions({ input: { accountId: account.id, by: 'day', count: DAYS } }),
  );
  const { data: reconciled } = useQuery(orpc.reconcile.list.queryOptions({ input: { accountId: account.id } }));
  const last = reconciled?.[0];
  const lines = useMemo(
    () => (history ? [{ name: 'Balance', values: history.values, main: true, stepped: true }] : []),
    [history],
  );
  const reconcile = () => void navigate({ to: '/accounts/$id/reconcile', params: { id: account.id } });
  const add = () => void navigate({ to: '/transactions', search: { account: account.id, add: true } });
  useShortcuts({
    r: { label: 'Reconcile with a statement', group: 'Account', run: reconcile },
    n: { label: 'Add a transaction to it', group: 'Account', run: add },
  });
  const hasValues = account.valuedOn !== null || ['property', 'investment', 'loan'].includes(account.kind);
  const hasStatements = account.kind !== 'property';
  const about = [
    accountKindNames[account.kind],
    account.institution,
    account.number,
    account.openedOn && `since ${format.day(account.openedOn)}`,
    account.closedOn && `closed on ${format.day(account.closedOn)}`,
  ].filter(Boolean);
  return (
    <Page
      flush
      title={account.name}
      actions={
        <>
          {!account.closedOn && <Button onClick={add}>Add transaction</Button>}
          {hasStatements && (
            <Button variant="primary" onClick={reconcile}>
              Reconcile
            </Button>
          )}
          <AccountMenu account={account} onRemoved={() => void navigate({ to: '/accounts' })} />
        </>
      }
    >
      <div className="flex min-w-0 flex-1 flex-col overflow-y-auto">
        <div className="flex shrink-0 items-start gap-8 border-b border-line px-5 py-4 max-[1000px]:flex-col">
          <div className="w-64 shrink-0">
            <p className="text-small text-muted">{account.valuedOn ? 'Value' : 'Balance'}</p>
            <p className="text-figure font-[620]">
              <Amount minor={account.valueMinor} currency={account.currency} />
            </p>
            {account.valuedOn && (
              <p className="text-small text-muted">
                valued on {format.day(account.valuedOn)} · booked{' '}
                <Amount minor={account.balanceMinor} currency={account.currency} />
              </p>
            )}
            <p className="mt-2 text-small text-muted">{about.join(' · ')}</p>
            {hasStatements && (
              <p className="text-small text-muted">
                {last ? `Reconciled up to ${format.day(last.date)}` : 'Never reconciled with a statement'}
              </p>
            )}
            {account.note && <p className="mt-1 text-small">{account.note}</p>}
          </div>
          <div className="min-w-0 flex-1 self-stretch">
            {history && (
              <>
                <Suspense fallback={<div className="h-[132px]" />}>
                  <LineChart title="Balance" dates={history.dates} lines={lines} currency={history.currency} by="day" height={132} />
                </Suspense>
                <BalanceTable {...history} />
              </>
            )}
          </div>
          {hasValues && <ValuesCard account={account} />}
        </div>
        <Register account={account} />
      </div>
    </Page>
  );
}
