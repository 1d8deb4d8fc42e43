import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { MessageChannel } from 'node:worker_threads';
import { Piscina } from 'piscina';
import type { Workers, WorkerTask } from '../../ports.ts';
import { unpackFailure, type TaskAnswer, type TaskMessage } from './task-messages.ts';

interface PoolOptions {
  /** Folder of the worker entries, one file a task: `.ts` beside the sources, `.js` when bundled. */
  workersDir: string;
  maxThreads?: number;
}

/** The core's own thread needs a processor too. */
const DEFAULT_THREADS = Math.max(1, Math.min(2, availableParallelism() - 1));

/**
 * Worker threads for long work, started on first use and ended when idle. Cancelling ends the thread, so that a task
 * need not watch for it.
 */
export function createWorkerPool({ workersDir, maxThreads = DEFAULT_THREADS }: PoolOptions): Workers {
  const pool = new Piscina({ minThreads: 0, maxThreads, idleTimeout: 30_000 });

  const entryOf = (task: WorkerTask): string => {
    const bundled = join(workersDir, `${task}.js`);
    return existsSync(bundled) ? bundled : join(workersDir, `${task}.ts`);
  };

  return {
    async run<Input, Output>(
      task: WorkerTask,
      input: Input,
      { signal, onProgress, transfer = [] }: Parameters<Workers['run']>[2] = {},
    ): Promise<Output> {
      const channel = onProgress ? new MessageChannel() : null;
      channel?.port1.on('message', ([done, total]: [number, number]) => onProgress?.(done, total));
      const message: TaskMessage<Input> = { input, progress: channel?.port2 ?? null };
      try {
        const answer = (await pool.run(message, {
          filename: entryOf(task),
          transferList: [...transfer, ...(channel ? [channel.port2] : [])],
          ...(signal ? { signal } : {}),
        })) as TaskAnswer<Output>;
        if ('value' in answer) return answer.value;
        throw unpackFailure(answer.failure);
      } finally {
        channel?.port1.close();
      }
    },
    close: () => pool.destroy(),
  };
}
