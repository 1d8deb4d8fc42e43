import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useDeferredValue } from 'react';
import type { ReconcileHint, Statement } from '#shared/contract/reconcile.ts';
import { orpc } from '../../client.ts';
import { Button } from '../../ui/button.tsx';

interface HintsPanelProps {
  statement: Statement;
  ticked: readonly string[];
  onApply: (hint: ReconcileHint) => void;
  onShow: (id: string) => void;
  /** Moves the opening balance by the difference. */
  onOpening: (differenceMinor: number) => void;
}

/** What may explain the difference, each with the step that removes it. */
export function HintsPanel({ statement, ticked, onApply, onShow, onOpening }: HintsPanelProps) {
  // Ticking stays quick: the search for reasons follows when there is time.
  const settled = useDeferredValue(ticked);
  const { data } = useQuery(
    orpc.reconcile.hints.queryOptions({ input: { ...statement, ticked: [...settled] }, placeholderData: keepPreviousData }),
  );
  if (!data) return null;
  if (data.hints.length === 0) {
    return (
      <p className="text-muted">
        Nothing in the list explains it. Look for a payment on the statement that is not here, and add it.
      </p>
    );
  }
  return (
    <ul className="flex flex-col gap-2.5">
      {data.hints.map((hint) => (
        <li key={`${hint.kind} ${hint.ids.join(' ')}`} className="rounded-control border border-line px-3 py-2.5">
          <p>{hint.message}</p>
          <div className="mt-1.5 flex gap-1.5">
            {(hint.tick.length > 0 || hint.untick.length > 0) && (
              <Button size="sm" onClick={() => onApply(hint)}>
                {stepName(hint)}
              </Button>
            )}
            {hint.kind === 'opening' && (
              <Button size="sm" onClick={() => onOpening(data.differenceMinor)}>
                Correct the opening balance
              </Button>
            )}
            {hint.tick.length === 0 && hint.untick.length === 0 && hint.ids[0] && (
              <Button size="sm" onClick={() => onShow(hint.ids[0] ?? '')}>
                Show it
              </Button>
            )}
          </div>
        </li>
      ))}
    </ul>
  );
}

function stepName(hint: ReconcileHint): string {
  if (hint.untick.length === 0) return hint.tick.length > 1 ? 'Tick both' : 'Tick it';
  if (hint.tick.length === 0) return hint.untick.length > 1 ? 'Untick both' : 'Untick it';
  return 'Tick one, untick the other';
}
