import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { ReviewCluster } from '#shared/contract/categorisation.ts';
import { orpc } from '../../client.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { Page } from '../../ui/page.tsx';
import { SkeletonRows } from '../../ui/skeleton.tsx';
import { useFormat } from '../../ui/use-format.ts';
import { offerUndo } from '../shell/undo.ts';
import { ClusterCard } from './cluster-card.tsx';
import { UpNext } from './up-next.tsx';

const AHEAD = 12;

/** One payee at a time, the one with most transactions first; one key an answer. */
export function ReviewPage() {
  const format = useFormat();
  const [skipped, setSkipped] = useState<ReadonlySet<string>>(new Set());
  const limit = Math.min(50, AHEAD + skipped.size);
  const { data, error, refetch, isPlaceholderData } = useQuery(
    orpc.categorisation.queue.queryOptions({ input: { limit }, placeholderData: (before) => before }),
  );
  const answer = useMutation(
    orpc.categorisation.answer.mutationOptions({
      onSuccess: async (change) => {
        offerUndo(change, `${change.label}: ${countOf(format.count(change.changed), change.changed)}`);
        // Until the queue is read anew it still holds what was answered: a key pressed meanwhile would go there.
        await refetch();
      },
    }),
  );
  // What was just answered is gone from the page before the core has said so.
  const answered = answer.isPending || isPlaceholderData ? answer.variables && keyOf(answer.variables) : undefined;
  const open = data?.clusters.filter((cluster) => !skipped.has(keyOf(cluster)) && keyOf(cluster) !== answered) ?? [];
  const [first, ...next] = open;
  return (
    <Page title="Review">
      <div className="mx-auto flex max-w-[860px] flex-col gap-4 pb-10">
        {error && <ErrorNote error={error} onRetry={() => void refetch()} />}
        {answer.error && <ErrorNote error={answer.error} />}
        {!data && !error && <SkeletonRows rows={8} />}
        {data && data.rowCount > 0 && (
          <p className="text-small text-muted" role="status">
            {countOf(format.count(data.rowCount), data.rowCount)} of{' '}
            {data.clusterCount === 1 ? 'one payee' : `${format.count(data.clusterCount)} payees`} to look at.
          </p>
        )}
        {data && !first && (
          <EmptyState
            title={skipped.size > 0 ? 'Only what you skipped is left' : 'Nothing to review'}
            actions={
              skipped.size > 0 ? (
                <Button variant="primary" onClick={() => setSkipped(new Set())}>
                  Go through it again
                </Button>
              ) : (
                <Button asChild>
                  <Link to="/transactions">See transactions</Link>
                </Button>
              )
            }
          >
            {skipped.size > 0 ? 'It stays here until you answer.' : 'Every transaction has a category that Saldo is sure of.'}
          </EmptyState>
        )}
        {first && (
          <ClusterCard
            key={keyOf(first)}
            cluster={first}
            onAnswer={(categoryId) => answer.mutate({ ...first, categoryId })}
            onSkip={() => setSkipped((before) => new Set(before).add(keyOf(first)))}
          />
        )}
        {next.length > 0 && <UpNext clusters={next} />}
      </div>
    </Page>
  );
}

function keyOf({ payeeId, direction, currency }: Pick<ReviewCluster, 'payeeId' | 'direction' | 'currency'>): string {
  return `${payeeId} ${direction} ${currency}`;
}

function countOf(text: string, count: number): string {
  return count === 1 ? '1 transaction' : `${text} transactions`;
}
