/** Serves the page and its connection on this machine alone. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { RPCHandler } from '@orpc/server/ws';
import { WebSocketServer } from 'ws';
import type { SaldoApp } from '#core/create-app.ts';
import { contentSecurityPolicy, securityHeaders } from '#core/adapters/static-files/content-security-policy.ts';
import { readStaticFile } from '#core/adapters/static-files/static-files.ts';
import { createAccess, type Access } from './access.ts';

const USUAL_PORT = 4780;
/** A statement of 200 MB with its envelope. */
const MAX_MESSAGE_BYTES = 256 * 1024 * 1024;

export interface HttpHost {
  port: number;
  access: Access;
  /** The address to open, with its key. */
  url(key?: string): string;
  /** Ends all connections. */
  close(): Promise<void>;
}

/** `port` null: 4780, or any free one if that is taken. @throws RangeError when the wanted port is taken. */
export async function startHttpHost(app: SaldoApp, rendererDir: string, wanted: number | null): Promise<HttpHost> {
  const server = createServer();
  const port = await listen(server, wanted);
  const access = createAccess(port);
  const origin = `http://127.0.0.1:${port}`;
  const policy = contentSecurityPolicy([`ws://127.0.0.1:${port}`, `ws://localhost:${port}`]);
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_MESSAGE_BYTES });
  const rpc = new RPCHandler(app.router);

  server.on('request', (request, response) => {
    for (const [name, value] of Object.entries(securityHeaders)) response.setHeader(name, value);
    response.setHeader('Content-Security-Policy', policy);
    respond(request, response, access, rendererDir).catch(() => response.destroy());
  });

  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy());
    const path = request.url?.split('?')[0];
    const welcome = access.hasOwnHost(request) && access.hasOwnOrigin(request, true) && access.hasCookie(request);
    if (path !== '/rpc' || !welcome) {
      socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
      return;
    }
    sockets.handleUpgrade(request, socket, head, (websocket) => {
      // Too large a message closes the connection; without a listener it would end the process.
      websocket.on('error', () => websocket.terminate());
      void rpc.upgrade(websocket);
    });
  });

  return {
    port,
    access,
    url: (key = access.key) => `${origin}/?key=${key}`,
    async close() {
      for (const websocket of sockets.clients) websocket.terminate();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    },
  };
}

async function respond(
  request: IncomingMessage,
  response: ServerResponse,
  access: Access,
  rendererDir: string,
): Promise<void> {
  const answer = (status: number, text: string): void => {
    response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' }).end(text);
  };
  if (!access.hasOwnHost(request) || !access.hasOwnOrigin(request, false)) return answer(403, 'Not from here.');
  if (request.method !== 'GET' && request.method !== 'HEAD') return answer(405, 'Only reading.');

  // Not `new URL`: it would tidy up a path that climbs before it is judged.
  const [path = '/', query = ''] = (request.url ?? '/').split('?');
  if (path === '/healthz') return answer(200, 'ok');

  const key = path === '/' ? new URLSearchParams(query).get('key') : null;
  if (key !== null && access.admit(key)) {
    response.writeHead(303, { Location: '/', 'Set-Cookie': access.cookie, 'Cache-Control': 'no-store' }).end();
    return;
  }
  if (!access.hasCookie(request)) {
    return answer(403, 'Open Saldo with the address that it printed when it started. The key changes with each start.');
  }
  const file = await readStaticFile(rendererDir, path);
  if (!file) return answer(404, 'There is no such file.');
  response.writeHead(200, { ...file.headers, 'Content-Length': file.body.byteLength });
  response.end(request.method === 'HEAD' ? undefined : file.body);
}

async function listen(server: Server, wanted: number | null): Promise<number> {
  try {
    return await tryPort(server, wanted ?? USUAL_PORT);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')) throw error;
    if (wanted !== null) throw new RangeError(`Port ${wanted} is taken. Leave --port out, and Saldo takes a free one.`);
    return tryPort(server, 0);
  }
}

function tryPort(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });
}
