/** Turns what a handler throws into problem details. Bugs are logged whole and told to nobody. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { commonErrors, DomainError } from '../../shared/contract/errors.ts';
import { problemOf, RequestError, type RequestErrorOptions } from './problem.ts';

const PROBLEM = 'application/problem+json; charset=utf-8';

export function setErrorHandlers(app: FastifyInstance): void {
  app.setErrorHandler(async (error, request, reply) => {
    if (error instanceof RequestError) return await refuse(request, reply, error.status, error.message, error.options);
    if (error instanceof DomainError) {
      const { status } = commonErrors[error.code];
      const fields = error.field === undefined ? undefined : [{ field: error.field, message: error.message }];
      return await refuse(request, reply, status, error.message, fields ? { fields } : {});
    }
    const { statusCode, message } = error as { statusCode?: number; message?: string };
    // Fastify's own refusals: bodies that are no JSON, too large, of an unknown type.
    if (statusCode !== undefined && statusCode >= 400 && statusCode < 500) {
      return await refuse(request, reply, statusCode, message ?? 'The request is not right.');
    }
    request.log.error({ err: error }, 'request failed');
    return await refuse(request, reply, 500, `Something went wrong here. The log has more under ${request.id}.`);
  });
  app.setNotFoundHandler(async (request, reply) => await refuse(request, reply, 404, 'There is nothing at this address.'));
}

async function refuse(
  request: FastifyRequest,
  reply: FastifyReply,
  status: number,
  detail: string,
  options: RequestErrorOptions = {},
): Promise<FastifyReply> {
  if (options.headers) reply.headers(options.headers);
  return await reply.code(status).type(PROBLEM).send(problemOf(status, detail, request.id, options));
}
