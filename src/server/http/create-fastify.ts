/** Fastify as all of Saldo's routes want it: ids for requests, safe headers, cookies, uploads, JSON that may be empty. */
import { randomUUID } from 'node:crypto';
import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import multipart from '@fastify/multipart';
import fastify, { type FastifyBaseLogger, type FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { setErrorHandlers } from './error-handler.ts';
import { RequestError } from './problem.ts';

export const MAX_BODY_BYTES = 1024 * 1024;
export const MAX_UPLOAD_BYTES = 5 * 1024 * 1024;
/** PostgreSQL keeps every character but this one. */
const ESCAPED_NUL = '\\u0000';
const NO_NUL = 'The character U+0000 is in no text that can be kept.';
const SAFE_ID = /^[\w.-]{1,64}$/;

declare module 'fastify' {
  interface FastifyRequest {
    /** The body as it was sent, where a route asks for it with `config: { rawBody: true }`: signatures are over bytes. */
    rawBody: Buffer | null;
  }
  interface FastifyContextConfig {
    rawBody?: boolean;
  }
}

export async function createFastify(log: Logger, { trustProxy }: { trustProxy: boolean }): Promise<FastifyInstance> {
  const app = fastify({
    loggerInstance: log as FastifyBaseLogger,
    trustProxy,
    bodyLimit: MAX_BODY_BYTES,
    requestIdHeader: false,
    // The id of a proxy in front is kept, so that one request has one id in all logs.
    genReqId: (request) => {
      const given = request.headers['x-request-id'];
      return typeof given === 'string' && SAFE_ID.test(given) ? given : randomUUID();
    },
    routerOptions: { ignoreTrailingSlash: true },
    // Open connections of browsers must not keep the server from stopping.
    forceCloseConnections: 'idle',
  });

  app.decorateRequest('rawBody', null);
  app.removeContentTypeParser(['application/json', 'text/plain']);
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body: Buffer, done) => {
    if (request.routeOptions.config.rawBody === true) request.rawBody = body;
    // Clients that always send the header send it with no body as well.
    if (body.length === 0) return done(null, undefined);
    const text = body.toString('utf8');
    if (text.includes(ESCAPED_NUL)) return done(new RequestError(400, NO_NUL), undefined);
    try {
      done(null, JSON.parse(text));
    } catch {
      done(new RequestError(400, 'The body is not JSON.'), undefined);
    }
  });

  await app.register(cookie);
  await app.register(multipart, { limits: { fileSize: MAX_UPLOAD_BYTES, files: 1, fields: 10 } });
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:'],
        fontSrc: ["'self'"],
        connectSrc: ["'self'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
  });
  app.addHook('onRequest', async (request, reply) => {
    if (request.url.includes('%00')) throw new RequestError(400, NO_NUL);
    reply.header('x-request-id', request.id);
    // Answers are about one person: no cache in between may keep them.
    if (request.url.startsWith('/api/')) reply.header('cache-control', 'no-store');
  });
  let stopping = false;
  app.addHook('preClose', async () => void (stopping = true));
  // A connection that was busy when the server was stopped would else be kept for more, and the server with it.
  app.addHook('onSend', async (_request, reply) => {
    if (stopping) reply.header('connection', 'close');
  });
  setErrorHandlers(app);
  return app;
}
