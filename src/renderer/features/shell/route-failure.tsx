import { Link } from '@tanstack/react-router';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Page } from '../../ui/page.tsx';

/** Instead of a page that does not exist, or that broke. */
export function RouteFailure(props: { error?: unknown; reset?: () => void }) {
  const broke = props.error !== undefined;
  return (
    <Page title={broke ? 'This page stopped' : 'Not here'}>
      <EmptyState
        title={broke ? 'This page stopped working.' : 'There is no such page.'}
        actions={
          <>
            {broke && <Button onClick={() => window.location.reload()}>Load again</Button>}
            <Button asChild variant="primary">
              <Link to="/" {...(props.reset ? { onClick: props.reset } : {})}>
                Go to the dashboard
              </Link>
            </Button>
          </>
        }
      >
        {broke && 'Your ledger is as it was.'}
      </EmptyState>
    </Page>
  );
}
