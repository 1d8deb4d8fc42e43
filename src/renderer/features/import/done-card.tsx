import { Link } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { Button } from '../../ui/button.tsx';
import { useAccounts } from '../../ui/use-accounts.ts';
import { useFormat } from '../../ui/use-format.ts';
import { undo } from '../shell/undo.ts';
import { TransferSuggestions } from '../transfers/transfer-suggestions.tsx';
import { Balances } from './balances.tsx';
import type { ImportResult } from './import-store.ts';

interface DoneCardProps {
  results: readonly ImportResult[];
  onAnother: () => void;
}

export function DoneCard({ results, onAnother }: DoneCardProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  const format = useFormat();
  const added = results.reduce((sum, result) => sum + result.added, 0);
  // The button that was pressed is gone: the keyboard goes on from here.
  useEffect(() => heading.current?.focus(), []);
  return (
    <section className="mx-auto max-w-[640px] rounded-card border border-line bg-surface px-5 py-4">
      <h2 ref={heading} tabIndex={-1} className="text-title font-[650] outline-none">
        {added === 1 ? '1 transaction imported' : `${format.count(added)} transactions imported`}
      </h2>
      <ul className="mt-1">
        {results.map((result) => (
          <li key={result.batchId} className="flex items-center justify-between gap-4 border-t border-line py-2 first:border-t-0">
            <Summary result={result} />
            <span className="flex shrink-0 gap-1">
              <Button asChild size="sm">
                <Link to="/transactions" search={{ batch: result.batchId }}>
                  See them
                </Link>
              </Button>
              <Button
                size="sm"
                variant="ghost"
                aria-label={`Undo the import of ${result.fileName}`}
                onClick={() => void undo(result.changeId)}
              >
                Undo
              </Button>
            </span>
          </li>
        ))}
      </ul>
      <TransferSuggestions className="mt-1 mb-3" />
      <div className="mt-3">
        <Button variant="primary" onClick={onAnother}>
          Import another
        </Button>
      </div>
    </section>
  );
}

function Summary({ result }: { result: ImportResult }) {
  const format = useFormat();
  const accounts = useAccounts();
  const account = result.accountId === null ? 'several accounts' : accounts.byId(result.accountId)?.name;
  const rest = [
    result.booked > 0 && `${format.count(result.booked)} booked from pending`,
    result.merged > 0 && `${format.count(result.merged)} joined with what was here`,
    result.linked > 0 && (result.linked === 1 ? '1 transfer linked' : `${format.count(result.linked)} transfers linked`),
    result.leftOut > 0 && `${format.count(result.leftOut)} left out`,
    result.problems > 0 && `${format.count(result.problems)} could not be read`,
  ].filter(Boolean);
  return (
    <div className="min-w-0">
      <p className="truncate">{result.fileName}</p>
      <p className="text-small text-muted">
        {[`${format.count(result.added)} into ${account ?? 'the account'}`, ...rest].join(' · ')}
      </p>
      <Balances balances={result.balances} />
    </div>
  );
}
