/**
 * Failures as they leave the server: RFC 9457 problem details, with the field `error` that the contract's clients read
 * beside them. Services throw RequestError (or the shared DomainError); anything else is a bug and says nothing.
 */
import { z } from 'zod';

export interface FieldProblem {
  field: string;
  message: string;
}

export const problemSchema = z
  .object({
    type: z.string().describe('Names the kind of problem.'),
    title: z.string(),
    status: z.int(),
    detail: z.string().describe('A sentence for a person.'),
    instance: z.string().describe('The id of the request, as it stands in the log.'),
    error: z.string().describe('The same sentence, where older clients read it.'),
    fields: z.array(z.object({ field: z.string(), message: z.string() })).optional(),
  })
  .loose();
export type Problem = z.infer<typeof problemSchema>;

const titles: Readonly<Record<number, string>> = {
  400: 'The request is not right',
  401: 'Not signed in',
  402: 'Payment required',
  403: 'Not allowed',
  404: 'Not found',
  405: 'Not possible here',
  409: 'Changed in the meantime',
  412: 'Changed in the meantime',
  413: 'Too large',
  415: 'Not readable',
  422: 'Not valid',
  428: 'A version is needed',
  429: 'Too many requests',
  500: 'Something went wrong here',
  503: 'Not ready',
};

export interface RequestErrorOptions {
  fields?: readonly FieldProblem[];
  headers?: Readonly<Record<string, string>>;
  /** Fields of the contract that stand beside the details. */
  extra?: Readonly<Record<string, unknown>>;
}

/** An expected failure of a request, with the status and the sentence its caller gets. */
export class RequestError extends Error {
  readonly status: number;
  readonly options: RequestErrorOptions;

  constructor(status: number, message: string, options: RequestErrorOptions = {}) {
    super(message);
    this.name = 'RequestError';
    this.status = status;
    this.options = options;
  }
}

export function problemOf(status: number, detail: string, requestId: string, options: RequestErrorOptions = {}): Problem {
  return {
    type: `urn:saldo:problem:${status}`,
    title: titles[status] ?? 'Failed',
    status,
    detail,
    instance: requestId,
    error: detail,
    ...(options.fields ? { fields: [...options.fields] } : {}),
    ...options.extra,
  };
}
