import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ImportBatch } from '#shared/contract/imports.ts';
import { orpc } from '../../client.ts';
import { Button } from '../../ui/button.tsx';
import { useAccounts } from '../../ui/use-accounts.ts';
import { useFormat } from '../../ui/use-format.ts';
import { undo } from '../shell/undo.ts';
import { EmptyRow, Section } from './section.tsx';

export function ImportsSection() {
  const { data } = useQuery(orpc.imports.batches.queryOptions());
  return (
    <Section title="Imports" note="Each import can be taken back as a whole.">
      {data?.length === 0 && <EmptyRow>Nothing was imported yet.</EmptyRow>}
      {data && data.length > 0 && (
        <div className="max-h-[320px] divide-y divide-line overflow-y-auto">
          {data.map((batch) => (
            <BatchRow key={batch.id} batch={batch} />
          ))}
        </div>
      )}
    </Section>
  );
}

function BatchRow({ batch }: { batch: ImportBatch }) {
  const format = useFormat();
  const account = useAccounts().byId(batch.accountId);
  const about = [
    account?.name,
    format.instant(batch.importedAt),
    `${format.count(batch.transactions)} added`,
    batch.problems > 0 && `${format.count(batch.problems)} could not be read`,
  ].filter(Boolean);
  const { changeId } = batch;
  return (
    <div className="flex min-h-12 items-center gap-4 px-4 py-1.5">
      <div className="min-w-0 flex-1">
        <div className="truncate font-[530]">{batch.fileName}</div>
        <div className="truncate text-small text-muted">{about.join(' · ')}</div>
      </div>
      {batch.undone ? (
        <span className="text-small text-muted">taken back</span>
      ) : (
        <div className="flex gap-1">
          <Button asChild size="sm" variant="ghost">
            <Link to="/transactions" search={{ batch: batch.id }}>
              Show
            </Link>
          </Button>
          {changeId !== null && (
            <Button
              size="sm"
              aria-label={`Take back the import of ${batch.fileName}`}
              onClick={() => void undo(changeId)}
            >
              Take back
            </Button>
          )}
        </div>
      )}
    </div>
  );
}
