import { useEffect, useRef, useState } from 'react';
import type { ExportFormat, ExportRequest } from '#shared/contract/exports.ts';
import { client } from '../../client.ts';
import { sentenceFor } from '../../ui/error-note.tsx';
import { localToday } from '../../ui/parse-date.ts';
import { saveFile } from '../../ui/save-file.ts';
import { useToast } from '../../ui/toast.tsx';

const files: Record<ExportFormat, { name: string; mediaType: string }> = {
  json: { name: 'saldo-ledger-DATE.json', mediaType: 'application/json' },
  ofx: { name: 'saldo-DATE.ofx', mediaType: 'application/x-ofx' },
  hledger: { name: 'saldo-DATE.journal', mediaType: 'text/plain' },
  beancount: { name: 'saldo-DATE.beancount', mediaType: 'text/plain' },
};

export interface RunningExport {
  /** Rows written so far and in all; null when nothing is being written. */
  progress: { done: number; total: number } | null;
  start(request: ExportRequest): void;
  /** Nothing is saved then. */
  stop(): void;
}

/** Writes a file in the core and saves it when it is whole. */
export function useExport(): RunningExport {
  const toast = useToast();
  const [progress, setProgress] = useState<RunningExport['progress']>(null);
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);

  const run = async (request: ExportRequest) => {
    const abort = new AbortController();
    running.current = abort;
    setProgress({ done: 0, total: 0 });
    try {
      const pieces: string[] = [];
      for await (const { text, ...at } of await client.exports.write(request, { signal: abort.signal })) {
        pieces.push(text);
        setProgress(at);
      }
      const { name, mediaType } = files[request.format];
      const fileName = name.replace('DATE', localToday());
      if (!abort.signal.aborted) {
        saveFile(pieces, fileName, mediaType);
        toast.show({ message: `Saved as ${fileName}` });
      }
    } catch (error) {
      if (!abort.signal.aborted) toast.show({ message: sentenceFor(error), tone: 'error' });
    } finally {
      if (running.current === abort) {
        running.current = null;
        setProgress(null);
      }
    }
  };
  return { progress, start: (request) => void run(request), stop: () => running.current?.abort() };
}
