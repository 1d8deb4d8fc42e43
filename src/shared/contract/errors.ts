/**
 * Failures that a person can do something about. Each carries a sentence for a person (`message`), and, where one
 * field is at fault, its name. Anything else that is thrown is a bug and reaches the renderer as INTERNAL_SERVER_ERROR.
 */
import { z } from 'zod';

const atField = z.object({ field: z.string().optional() }).optional();

export const commonErrors = {
  NOT_FOUND: { status: 404, message: 'That is not there any more.', data: atField },
  INVALID: { status: 422, message: 'That cannot be saved.', data: atField },
  CONFLICT: { status: 409, message: 'It was changed in the meantime.', data: atField },
  CANCELLED: { status: 499, message: 'Cancelled. Nothing was changed.', data: atField },
  UNREADABLE: { status: 415, message: 'This file cannot be read.', data: atField },
} as const;

export type DomainErrorCode = keyof typeof commonErrors;

/** Thrown by services; the router turns it into the typed error of the same code. */
export class DomainError extends Error {
  readonly code: DomainErrorCode;
  readonly field: string | undefined;

  constructor(code: DomainErrorCode, message: string, field?: string) {
    super(message);
    this.name = 'DomainError';
    this.code = code;
    this.field = field;
  }
}
