/**
 * One call of the REST interface, described once: the routes are made from it, requests are checked by it, openapi.json
 * and the authorisation tests are read off it. A feature's contract.ts holds nothing but these.
 */
import type { Readable } from 'node:stream';
import type { z } from 'zod';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/**
 * `anonymous` needs no token, `user` a valid access token, `verified` one whose e-mail address is confirmed as well,
 * `admin` the admin role.
 */
export type Access = 'anonymous' | 'user' | 'verified' | 'admin';

/** An answer that is not JSON. Its handler gives a string, bytes or a stream. */
export interface MediaAnswer {
  media: string;
  description: string;
}

/** Answers by status. `null` is an answer without a body. */
export type Answers = Readonly<Record<number, z.ZodType | MediaAnswer | null>>;

export interface CallShape {
  method: Method;
  /** With parameters in braces, as OpenAPI writes them, and the slash at the end where the contract has one. */
  path: string;
  access: Access;
  /** One line for openapi.json. */
  summary: string;
  params?: z.ZodType;
  query?: z.ZodType;
  /** Checked as JSON. A call with `upload` reads `request.file()` instead. */
  body?: z.ZodType;
  /** The name of the multipart field that holds a file. */
  upload?: string;
  answers: Answers;
  /** Example of a request body, and of the successful answer, for the documentation. */
  example?: { request?: unknown; answer?: unknown };
}

export type Call<Shape extends CallShape = CallShape> = Shape & { readonly kind: 'call' };

/** Keeps the exact types of the schemas, so that the handler's arguments and answers are checked against them. */
export function call<const Shape extends CallShape>(shape: Shape): Call<Shape> {
  return { ...shape, kind: 'call' };
}

type Parsed<Schema> = Schema extends z.ZodType ? z.output<Schema> : undefined;

type BodyOf<Answer> = Answer extends z.ZodType ? z.input<Answer> : Answer extends MediaAnswer ? string | Buffer | Readable : null;

/** One of the call's answers. */
export type AnswerOf<Shape extends CallShape> = {
  [Status in keyof Shape['answers']]: {
    status: Status;
    body: BodyOf<Shape['answers'][Status]>;
    headers?: Readonly<Record<string, string>>;
  };
}[keyof Shape['answers']];

export type ParamsOf<Shape extends CallShape> = Parsed<Shape['params']>;
export type QueryOf<Shape extends CallShape> = Parsed<Shape['query']>;
export type RequestBodyOf<Shape extends CallShape> = Parsed<Shape['body']>;

export function isMedia(answer: z.ZodType | MediaAnswer | null): answer is MediaAnswer {
  return answer !== null && 'media' in answer;
}
