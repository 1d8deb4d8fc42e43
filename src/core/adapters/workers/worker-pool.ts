import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { MessageChannel } from 'node:worker_threads';
import Piscina from 'piscina';
import type { Workers, WorkerTask } from '../../ports.ts';

interface PoolOptions {
  /** Folder of the worker entry points, one file a task: `.ts` beside the sources, `.js` when bundled. */
  workersDir: string;
  maxThreads: number;
}

/** Worker threads for long work. They are started on first use and end when idle for a minute. */
export function createWorkerPool({ workersDir, maxThreads }: PoolOptions): Workers {
  const pools = new Map<WorkerTask, Piscina>();

  const poolOf = (task: WorkerTask): Piscina => {
    let pool = pools.get(task);
    if (!pool) {
      const bundled = join(workersDir, `${task}.js`);
      const filename = existsSync(bundled) ? bundled : join(workersDir, `${task}.ts`);
      pools.set(task, (pool = new Piscina({ filename, minThreads: 0, maxThreads, idleTimeout: 60_000 })));
    }
    return pool;
  };

  return {
    async run<Input, Output>(
      task: WorkerTask,
      input: Input,
      options: Parameters<Workers['run']>[2] = {},
    ): Promise<Output> {
      const { port1, port2 } = new MessageChannel();
      port1.on('message', ({ done, total }: { done: number; total: number }) => options.onProgress?.(done, total));
      port1.unref();
      try {
        return (await poolOf(task).run(
          { input, progress: port2 },
          { ...(options.signal ? { signal: options.signal } : {}), transferList: [port2, ...(options.transfer ?? [])] },
        )) as Output;
      } finally {
        port1.close();
      }
    },
    async close() {
      await Promise.all([...pools.values()].map((pool) => pool.destroy()));
      pools.clear();
    },
  };
}
