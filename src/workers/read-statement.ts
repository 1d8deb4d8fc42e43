/** Worker: reads a bank's file into columns. */
import type { MessagePort } from 'node:worker_threads';
import type { ReadStatementInput, ReadStatementResult } from '#core/statements/read-result.ts';
import { readStatement } from '#core/statements/read-statement.ts';

const PROGRESS_EVERY_MS = 100;

export default function run(task: { input: ReadStatementInput; progress: MessagePort }): ReadStatementResult {
  let told = performance.now();
  const result = readStatement(task.input, {
    onProgress(done, total) {
      const now = performance.now();
      if (now - told < PROGRESS_EVERY_MS) return;
      told = now;
      task.progress.postMessage({ done, total });
    },
  });
  task.progress.close();
  return result;
}
