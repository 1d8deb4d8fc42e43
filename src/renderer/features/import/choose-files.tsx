import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import type { DragEvent } from 'react';
import { orpc } from '../../client.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { cx } from '../../ui/cx.ts';
import { useAccounts } from '../../ui/use-accounts.ts';
import { useFormat } from '../../ui/use-format.ts';
import { undo } from '../shell/undo.ts';

const EARLIER = 6;

/** Only what the system’s dialog offers first: a file of another name can be dropped, and says itself what it is. */
const ACCEPT =
  '.csv,.tsv,.txt,.ofx,.qfx,.qbo,.qif,.xml,.camt,.sta,.mt940,.940,' +
  'text/csv,text/tab-separated-values,text/plain,application/x-ofx,text/xml,application/xml';

/** A place to drop files or to choose them, and what was imported before. */
export function ChooseFiles({ onFiles }: { onFiles: (files: File[]) => void }) {
  const [over, setOver] = useState(false);
  const dropped = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    onFiles([...event.dataTransfer.files]);
  };
  return (
    <div className="mx-auto w-full max-w-[760px]">
      <div
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={dropped}
        className={cx(
          'flex flex-col items-center rounded-card border border-dashed px-6 py-14 text-center',
          over ? 'border-accent bg-selected' : 'border-faint bg-surface',
        )}
      >
        <h2 className="text-title font-[650]">Drop files from your bank here</h2>
        <p className="mt-1 max-w-[420px] text-muted">
          You see what will happen to every line before anything is saved. Lines that are here already are left out.
        </p>
        <div className="mt-5">
          <ChooseButton onFiles={onFiles} />
        </div>
        <p className="mt-4 text-small text-muted">
          CSV in whatever form your bank writes it, OFX, QIF, CAMT and MT940. Files stay on this computer.
        </p>
      </div>
      <EarlierImports />
    </div>
  );
}

/** Opens the system's file dialog. */
export function ChooseButton({ onFiles, label = 'Choose files' }: { onFiles: (files: File[]) => void; label?: string }) {
  const field = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={field}
        type="file"
        multiple
        hidden
        aria-label="Files to import"
        accept={ACCEPT}
        onChange={(event) => {
          onFiles([...(event.target.files ?? [])]);
          // The same file can be chosen again.
          event.target.value = '';
        }}
      />
      <Button variant="primary" onClick={() => field.current?.click()}>
        {label}
      </Button>
    </>
  );
}

function EarlierImports() {
  const format = useFormat();
  const accounts = useAccounts();
  const { data } = useQuery(orpc.imports.batches.queryOptions());
  const batches = (data ?? []).slice(0, EARLIER);
  if (batches.length === 0) return null;
  return (
    <Card title="Imported before" className="mt-4">
      <ul>
        {batches.map((batch) => (
          <li key={batch.id} className="flex h-9 items-center gap-4 border-t border-line">
            <span className={cx('min-w-0 flex-1 truncate', batch.undone && 'text-muted line-through')} title={batch.fileName}>
              {batch.fileName}
            </span>
            <span className="w-32 truncate text-small text-muted">{accounts.byId(batch.accountId)?.name}</span>
            <span className="w-28 text-right text-small text-muted">{format.instant(batch.importedAt)}</span>
            <span className="w-12 text-right">{format.count(batch.transactions)}</span>
            <span className="flex w-28 justify-end gap-1">
              {batch.undone ? (
                <span className="text-small text-muted">taken back</span>
              ) : (
                <>
                  <Button asChild size="sm" variant="ghost">
                    <Link to="/transactions" search={{ batch: batch.id }} aria-label={`See the transactions of ${batch.fileName}`}>
                      See
                    </Link>
                  </Button>
                  {batch.changeId !== null && (
                    <Button
                      size="sm"
                      variant="ghost"
                      aria-label={`Undo the import of ${batch.fileName}`}
                      onClick={() => void undo(batch.changeId ?? undefined)}
                    >
                      Undo
                    </Button>
                  )}
                </>
              )}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
