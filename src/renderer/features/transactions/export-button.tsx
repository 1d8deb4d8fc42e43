import { useEffect, useRef, useState } from 'react';
import type { TransactionFilter } from '#shared/contract/transactions.ts';
import { Button } from '../../ui/button.tsx';
import { sentenceFor } from '../../ui/error-note.tsx';
import { useToast } from '../../ui/toast.tsx';
import { useFormat } from '../../ui/use-format.ts';
import { exportCsv } from './export-csv.ts';

/** Exports what the filter shows. While it runs it says how far it is, and stops it. */
export function ExportButton({ filter, disabled }: { filter: TransactionFilter; disabled: boolean }) {
  const format = useFormat();
  const toast = useToast();
  const [rows, setRows] = useState<number | null>(null);
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);

  const run = async () => {
    const abort = new AbortController();
    running.current = abort;
    setRows(0);
    let last = 0;
    try {
      await exportCsv(
        filter,
        (count) => {
          last = count;
          setRows(count);
        },
        abort.signal,
      );
      if (!abort.signal.aborted) toast.show({ message: `${format.count(last)} transactions exported` });
    } catch (error) {
      if (!abort.signal.aborted) toast.show({ message: sentenceFor(error), tone: 'error' });
    } finally {
      running.current = null;
      setRows(null);
    }
  };

  if (rows === null) {
    return (
      <Button disabled={disabled} title="Save what the list shows as a CSV file" onClick={() => void run()}>
        Export
      </Button>
    );
  }
  return (
    <Button aria-label="Stop exporting" onClick={() => running.current?.abort()}>
      Stop · {format.count(rows)}
    </Button>
  );
}
