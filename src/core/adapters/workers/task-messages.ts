/** What crosses between the core's thread and a worker. */
import type { MessagePort } from 'node:worker_threads';
import { commonErrors, DomainError, type DomainErrorCode } from '#shared/contract/errors.ts';

export interface TaskMessage<Input> {
  input: Input;
  /** Takes `[done, total]`. */
  progress: MessagePort | null;
}

export type TaskAnswer<Output> = { value: Output } | { failure: TaskFailure };

/** A copied Error loses its class and name, by which the core tells an unreadable file from a bug. */
export interface TaskFailure {
  name: string;
  message: string;
  stack: string | undefined;
  /** Of a DomainError. */
  code: string | undefined;
  field: string | undefined;
}

export function packFailure(error: unknown): TaskFailure {
  const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
  const domain = error instanceof DomainError ? error : undefined;
  return { name, message, stack, code: domain?.code, field: domain?.field };
}

export function unpackFailure({ name, message, stack, code, field }: TaskFailure): Error {
  const error = isDomainCode(code) ? new DomainError(code, message, field) : new Error(message);
  error.name = name;
  if (stack !== undefined) error.stack = stack;
  return error;
}

function isDomainCode(code: string | undefined): code is DomainErrorCode {
  return code !== undefined && Object.hasOwn(commonErrors, code);
}
