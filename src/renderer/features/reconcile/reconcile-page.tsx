import { getRouteApi, Link } from '@tanstack/react-router';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Page } from '../../ui/page.tsx';
import { useAccounts } from '../../ui/use-accounts.ts';
import { ReconcileSheet } from './reconcile-sheet.tsx';
import { StatementForm } from './statement-form.tsx';

const route = getRouteApi('/accounts/$id/reconcile');

/** First the statement's day and balance, then the ticking off. */
export function ReconcilePage() {
  const { id } = route.useParams();
  const { date, balance } = route.useSearch();
  const navigate = route.useNavigate();
  const accounts = useAccounts();
  const account = accounts.byId(id);
  if (!accounts.loaded) return <Page title="Reconcile">{null}</Page>;
  if (!account) {
    return (
      <Page title="Reconcile">
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
  if (date === undefined || balance === undefined) {
    return (
      <StatementForm
        account={account}
        initial={{ date: date ?? null, balance: balance ?? null }}
        onStart={(statement) => void navigate({ search: statement })}
      />
    );
  }
  return (
    <ReconcileSheet
      key={`${id} ${date} ${balance}`}
      account={account}
      statement={{ accountId: id, date, balanceMinor: balance }}
      onChange={() => void navigate({ search: {} })}
    />
  );
}
