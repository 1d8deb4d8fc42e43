/**
 * What crosses between the core's thread and a worker. Failures travel as plain data: a copied Error loses the name by
 * which the core tells an unreadable file from a bug.
 */
import type { MessagePort } from 'node:worker_threads';

export interface TaskMessage<Input> {
  input: Input;
  /** Takes `[done, total]`. */
  progress: MessagePort | null;
}

export type TaskAnswer<Output> = { value: Output } | { failure: { name: string; message: string; stack?: string } };
