/**
 * The one way to the core: a client typed by the contract. In the desktop app it speaks over a MessagePort that the
 * preload hands over; in a browser over a WebSocket that reconnects by itself.
 */
import { createORPCClient } from '@orpc/client';
import type { ClientContext, ClientLink } from '@orpc/client';
import { RPCLink as PortLink } from '@orpc/client/message-port';
import { RPCLink as SocketLink } from '@orpc/client/websocket';
import type { ContractRouterClient } from '@orpc/contract';
import { createTanstackQueryUtils } from '@orpc/tanstack-query';
import type { appContract } from '#shared/contract/app-contract.ts';
import { createConnection } from './connection.ts';

declare global {
  interface Window {
    /** Exposed by the preload of the desktop app; absent in a browser. */
    saldo?: { requestPort(): void };
  }
}

type Link = ClientLink<ClientContext>;

export const connection = createConnection<Link>(window.saldo ? connectPort : connectSocket);

const link: Link = {
  async call(path, input, options) {
    const open = await connection.whenOpen(options.signal);
    return open.call(path, input, options);
  },
};

export type AppClient = ContractRouterClient<typeof appContract>;
export const client: AppClient = createORPCClient(link);
export const orpc = createTanstackQueryUtils(client);

function connectPort(opened: (link: Link) => void): void {
  window.addEventListener('message', (event) => {
    const port = event.ports[0];
    if (event.source !== window || event.origin !== window.origin || event.data !== 'saldo:port' || !port) return;
    port.start();
    opened(new PortLink({ port }));
  });
  window.saldo?.requestPort();
}

function connectSocket(opened: (link: Link) => void, closed: () => void): void {
  const url = new URL('/rpc', window.location.href);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  url.hash = '';
  const websocket = new WebSocket(url);
  const socketLink = new SocketLink({ websocket });
  websocket.addEventListener('open', () => opened(socketLink));
  websocket.addEventListener('close', closed);
}
