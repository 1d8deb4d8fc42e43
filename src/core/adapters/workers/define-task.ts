/** For worker entries: turns a plain function into what the pool calls. */
import { packFailure, type TaskAnswer, type TaskMessage } from './task-messages.ts';

const PROGRESS_PAUSE_MS = 100;

type Progress = (done: number, total: number) => void;

/** `work` gets its progress thinned out to ten reports a second; the last one always arrives. */
export function defineTask<Input, Output>(
  work: (input: Input, onProgress: Progress) => Output | Promise<Output>,
): (message: TaskMessage<Input>) => Promise<TaskAnswer<Output>> {
  return async ({ input, progress }) => {
    let last = 0;
    const report: Progress = (done, total) => {
      const now = performance.now();
      if (!progress || (done < total && now - last < PROGRESS_PAUSE_MS)) return;
      last = now;
      progress.postMessage([done, total]);
    };
    try {
      return { value: await work(input, report) };
    } catch (error) {
      return { failure: packFailure(error) };
    } finally {
      progress?.close();
    }
  };
}
