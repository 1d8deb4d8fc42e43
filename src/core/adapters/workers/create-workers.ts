import { availableParallelism } from 'node:os';
import { MessageChannel } from 'node:worker_threads';
import { Piscina } from 'piscina';
import type { Workers, WorkerTask } from '../../ports.ts';
import type { TaskAnswer, TaskMessage } from './task-messages.ts';

/**
 * A pool of worker threads. `entryOf` gives the absolute path of the file that runs a task: bundled in the desktop app,
 * the source itself in plain Node. Cancelling ends the thread, so that a task need not watch for it.
 */
export function createWorkers(entryOf: (task: WorkerTask) => string): Workers {
  const pool = new Piscina({
    minThreads: 0,
    maxThreads: Math.max(1, Math.min(2, availableParallelism() - 1)),
    idleTimeout: 30_000,
    // A worker that waits on a lock cannot be told to end.
    atomics: 'disabled',
  });

  return {
    async run<Input, Output>(
      task: WorkerTask,
      input: Input,
      { signal, onProgress, transfer = [] }: Parameters<Workers['run']>[2] = {},
    ): Promise<Output> {
      signal?.throwIfAborted();
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
        throw revive(answer.failure);
      } finally {
        channel?.port1.close();
      }
    },
    close: () => pool.destroy(),
  };
}

function revive(failure: { name: string; message: string; stack?: string }): Error {
  const error = new Error(failure.message);
  error.name = failure.name;
  if (failure.stack) error.stack = failure.stack;
  return error;
}
