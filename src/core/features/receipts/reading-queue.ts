/** Reads receipts, one after the other, for as long as any waits. What was being read when the app ended waits again. */
import { receiptReading } from '#shared/contract/receipts.ts';
import { DomainError } from '#shared/contract/errors.ts';
import type { PlainDate } from '#shared/dates.ts';
import { idFromBytes } from '#shared/ids.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import type { ReadReceipt, ReadReceiptInput } from '../../ml/receipt-reader/receipt.ts';
import type { AttachmentStore, Logger, Workers } from '../../ports.ts';
import { createReceiptRepository, type StoredReceipt } from './repository.ts';

export interface ReadingQueueParts {
  ledger: Ledger;
  store: AttachmentStore;
  workers: Workers;
  logger: Logger;
  modelsDir: string;
  /** What the reader is told of the user's books. */
  about: () => { today: PlainDate; currency: string; dayFirst: boolean };
  /** A receipt, or the progress of one, is not as it was. */
  changed: () => void;
}

const TELL_EVERY_MS = 250;

export type ReadingQueue = ReturnType<typeof createReadingQueue>;

export function createReadingQueue({ ledger, store, workers, logger, modelsDir, about, changed }: ReadingQueueParts) {
  const reading = createReceiptRepository(ledger.read);
  let current: { id: string; stop: AbortController; progress: number } | null = null;
  let working: Promise<void> = Promise.resolve();
  let closed = false;

  const readOne = async (row: StoredReceipt): Promise<void> => {
    const stop = new AbortController();
    const running = { id: idFromBytes(row.id), stop, progress: 0 };
    const begun = await ledger.direct((db) => createReceiptRepository(db).setStatus(row.id, 'reading', ['waiting']));
    if (!begun || closed) return;
    current = running;
    changed();
    let told = performance.now();
    try {
      const bytes = await store.get(row.sha256);
      if (!bytes) throw new DomainError('UNREADABLE', 'The file is missing from the attachments folder, or was changed there.');
      const { preview, ...read } = await workers.run<ReadReceiptInput, ReadReceipt>(
        'read-receipt',
        { bytes, name: row.name, payees: reading.payeeNames(), modelsDir, ...about() },
        {
          signal: stop.signal,
          onProgress: (done, total) => {
            running.progress = total > 0 ? Math.min(1, done / total) : 0;
            if (performance.now() - told < TELL_EVERY_MS) return;
            told = performance.now();
            changed();
          },
        },
      );
      const previewSha256 = await store.put(preview);
      const kept = receiptReading.parse(read);
      await ledger.direct((db) => createReceiptRepository(db).setReading(row.id, kept, previewSha256));
    } catch (error) {
      // Taken out of the turn, or the app is closing: what it is now was written by whoever stopped it.
      if (stop.signal.aborted) return;
      if (!(error instanceof DomainError)) logger.error('receipt-failed', { error });
      const problem = error instanceof DomainError ? error.message : 'It could not be read. The picture is kept; enter the receipt by hand.';
      await ledger.direct((db) => createReceiptRepository(db).setStatus(row.id, 'failed', ['reading'], problem));
    } finally {
      current = null;
      if (!closed) changed();
    }
  };
  const readAll = async (): Promise<void> => {
    for (let next = reading.nextWaiting(); next && !closed; next = reading.nextWaiting()) await readOne(next);
  };

  return {
    /** Reads what waits; a second call while it is at it does nothing more. */
    wake(): void {
      working = working.then(readAll).catch((error: unknown) => logger.error('receipt-queue-failed', { error }));
    },

    async start(): Promise<void> {
      await ledger.direct((db) => createReceiptRepository(db).resumeInterrupted());
      this.wake();
    },

    /** 0 to 1; null when it is not the one that is read. */
    progressOf: (id: string): number | null => (current?.id === id ? current.progress : null),

    /** Ends reading that one, if it is read now. Its status must have been changed before. */
    interrupt(id: string): void {
      if (current?.id === id) current.stop.abort();
    },

    /** Waits until nothing is under way. */
    idle: () => working,

    async close(): Promise<void> {
      closed = true;
      current?.stop.abort();
      await working;
    },
  };
}
