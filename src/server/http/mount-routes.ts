/** Puts the routes of all features on Fastify: who may call, what the request must look like, what goes out. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { isMedia, type Access, type Answers } from './call.ts';
import type { Caller, Route, RouteAnswer } from './handle.ts';
import { RequestError, type FieldProblem } from './problem.ts';

export interface MountOptions {
  /** The caller of a request; null without a token. @throws RequestError 401 for a token that is not valid. */
  identify(request: FastifyRequest): Promise<Caller | null>;
  /** Checks answers against the contract as well: a failure is a bug, so it is on outside production. */
  checkAnswers: boolean;
}

export function mountRoutes(app: FastifyInstance, routes: readonly Route[], options: MountOptions): void {
  for (const { call, handler } of routes) {
    app.route({
      method: call.method,
      url: call.path.replace(/\{(\w+)\}/g, ':$1'),
      handler: async (request, reply) => {
        // The caller comes first: what a stranger sent is of no interest.
        const caller = await permit(call.access, request, options);
        const params = call.params ? check(call.params, request.params, 404) : undefined;
        const query = call.query ? check(call.query, request.query, 400) : undefined;
        const body = call.body ? check(call.body, request.body ?? {}, 400) : undefined;
        const answer = await handler({ params, query, body, caller, request, reply });
        return await send(reply, call.answers, answer, options.checkAnswers);
      },
    });
  }
}

/** Who calls, when `access` lets them. @throws RequestError 401 or 403. */
export async function permit(
  access: Access,
  request: FastifyRequest,
  { identify }: Pick<MountOptions, 'identify'>,
): Promise<Caller | null> {
  if (access === 'anonymous') return null;
  const caller = await identify(request);
  if (caller === null) {
    throw new RequestError(401, 'Sign in first.', { headers: { 'www-authenticate': 'Bearer realm="saldo"' } });
  }
  if (access === 'admin' && caller.role !== 'admin') throw new RequestError(403, 'Only administrators may do this.');
  if (access === 'verified' && !caller.emailVerified) {
    throw new RequestError(403, 'Confirm your e-mail address first: the link is in the message we sent you.');
  }
  return caller;
}

function check(schema: z.ZodType, value: unknown, status: 400 | 404): unknown {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  if (status === 404) throw new RequestError(404, 'There is nothing at this address.');
  const fields: FieldProblem[] = parsed.error.issues.map((issue) => ({ field: issue.path.join('.'), message: issue.message }));
  const [first] = fields;
  const detail = first ? (first.field === '' ? first.message : `${first.field}: ${first.message}`) : 'The request is not right.';
  throw new RequestError(400, detail, { fields });
}

async function send(reply: FastifyReply, answers: Answers, answer: RouteAnswer, checkAnswers: boolean): Promise<FastifyReply> {
  const shape = answers[answer.status];
  if (shape === undefined) throw new Error(`The contract has no answer ${answer.status}.`);
  reply.code(answer.status);
  if (answer.headers) reply.headers(answer.headers);
  if (shape === null) return await reply.send();
  if (isMedia(shape)) return await reply.type(shape.media).send(answer.body);
  return await reply.send(checkAnswers ? shape.parse(answer.body) : answer.body);
}
