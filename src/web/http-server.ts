/**
 * HTTP and WebSocket on the loopback interface. Other programs and web pages on this machine must not get in: a key
 * that is new at every start becomes a cookie that only this origin sends, and Host and Origin are checked, so that a
 * page that points its own name at 127.0.0.1 is refused.
 */
import { randomBytes, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { RPCHandler } from '@orpc/server/ws';
import { WebSocketServer } from 'ws';
import { serveStaticFile } from '#core/adapters/static-files/static-files.ts';
import type { AppRouter } from '#core/router.ts';

/** Bank files come through the socket in one piece. */
const MAX_MESSAGE_BYTES = 256 * 1024 * 1024;
const COOKIE = 'saldo_key';

export interface HttpServerOptions {
  router: AppRouter;
  rendererDir: string;
  /** 0 takes any free port. */
  port: number;
  /** Take any free port when `port` is taken, instead of failing. */
  orAnyPort?: boolean;
}

export interface RunningServer {
  /** With the key; opening it once signs the browser in. */
  url: string;
  origin: string;
  close(): Promise<void>;
}

export async function startHttpServer(options: HttpServerOptions): Promise<RunningServer> {
  const key = randomBytes(32).toString('base64url');
  const server = createServer((request, response) => {
    answer(request, response).catch(() => respond(response, 500, 'Something went wrong'));
  });
  const port = await listen(server, options.port, options.orAnyPort ?? false);
  const origin = `http://127.0.0.1:${port}`;
  const hosts = new Set([`127.0.0.1:${port}`, `localhost:${port}`]);

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (!hosts.has(request.headers.host ?? '')) return respond(response, 403, 'Wrong host');
    const url = new URL(request.url ?? '/', origin);
    if (request.method !== 'GET' && request.method !== 'HEAD') return respond(response, 405, 'Only reading here');
    if (url.pathname === '/healthz') return respond(response, 200, 'ok');
    const offered = url.searchParams.get('key');
    if (offered !== null) {
      if (!sameKey(offered, key)) return respond(response, 403, 'This address is from an earlier start of Saldo.');
      response.writeHead(303, {
        location: '/',
        'set-cookie': `${COOKIE}=${key}; HttpOnly; SameSite=Strict; Path=/`,
        'cache-control': 'no-store',
        'referrer-policy': 'no-referrer',
      });
      response.end();
      return;
    }
    if (!hasKey(request, key)) return respond(response, 403, 'Open Saldo with the address that it printed when it started.');
    const file = await serveStaticFile(options.rendererDir, url.pathname, `'self' ws://${request.headers.host}`);
    response.writeHead(file.status, file.headers);
    response.end(request.method === 'HEAD' ? undefined : file.body);
  }

  const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_MESSAGE_BYTES });
  const handler = new RPCHandler(options.router);
  sockets.on('connection', (socket) => void handler.upgrade(socket));
  server.on('upgrade', (request, socket, head) => {
    const host = request.headers.host ?? '';
    const allowed =
      hosts.has(host) &&
      request.headers.origin === `http://${host}` &&
      new URL(request.url ?? '/', origin).pathname === '/rpc' &&
      hasKey(request, key);
    if (!allowed) {
      socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n');
      return;
    }
    sockets.handleUpgrade(request, socket, head, (opened) => sockets.emit('connection', opened, request));
  });

  return {
    url: `${origin}/?key=${key}`,
    origin,
    async close() {
      for (const socket of sockets.clients) socket.terminate();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function listen(server: ReturnType<typeof createServer>, port: number, orAnyPort: boolean): Promise<number> {
  const attempt = (wanted: number): Promise<void> =>
    new Promise((resolve, reject) => {
      server.once('error', reject);
      server.listen(wanted, '127.0.0.1', () => {
        server.off('error', reject);
        resolve();
      });
    });
  try {
    await attempt(port);
  } catch (error) {
    if (!orAnyPort || (error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    await attempt(0);
  }
  return (server.address() as AddressInfo).port;
}

function hasKey(request: IncomingMessage, key: string): boolean {
  const cookies = (request.headers.cookie ?? '').split(';').map((part) => part.trim());
  return cookies.some((cookie) => cookie.startsWith(`${COOKIE}=`) && sameKey(cookie.slice(COOKIE.length + 1), key));
}

function sameKey(offered: string, key: string): boolean {
  const a = Buffer.from(offered);
  const b = Buffer.from(key);
  return a.length === b.length && timingSafeEqual(a, b);
}

function respond(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, {
    'content-type': 'text/plain; charset=utf-8',
    'content-security-policy': "default-src 'none'",
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-store',
  });
  response.end(text);
}
