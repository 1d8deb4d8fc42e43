import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { orpc } from '../../client.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';

export function EmptyDashboard() {
  const demo = useMutation(orpc.settings.loadDemo.mutationOptions());
  return (
    <EmptyState
      title="No transactions yet"
      actions={
        <>
          <Button asChild variant="primary">
            <Link to="/import">Import a bank file</Link>
          </Button>
          <Button asChild>
            <Link to="/transactions" search={{ add: true }}>
              Add a transaction
            </Link>
          </Button>
          <Button variant="ghost" disabled={demo.isPending} onClick={() => demo.mutate({})}>
            {demo.isPending ? 'Filling in…' : 'Look around with example data'}
          </Button>
        </>
      }
    >
      Import a file from your bank, or add what you spend by hand. This page then shows where your money goes.
    </EmptyState>
  );
}
