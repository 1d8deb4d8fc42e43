import { ipcMain, MessageChannelMain, type BrowserWindow, type IpcMainEvent, type MessagePortMain } from 'electron';
import { RPCHandler } from '@orpc/server/message-port';
import type { AppRouter } from '#core/router.ts';
import type { Logger } from '#core/ports.ts';
import { APP_ORIGIN } from './app-origin.ts';

/** Gives the page its port to the core when the preload asks. A reloaded page gets a new one; the old one is closed. */
export function setupRpcPort(router: AppRouter, window: () => BrowserWindow | null, logger: Logger): void {
  const rpc = new RPCHandler(router);
  let held: MessagePortMain | null = null;

  ipcMain.on('saldo:request-port', (event) => {
    const frame = event.senderFrame;
    if (!frame || !mayHavePort(event, window())) {
      logger.warn('port-refused', { origin: frame?.origin });
      return;
    }
    held?.close();
    const { port1, port2 } = new MessageChannelMain();
    held = port1;
    rpc.upgrade(port1);
    port1.start();
    frame.postMessage('saldo:port', null, [port2]);
  });
}

/** Only the main frame of our window, and only while it shows our page: not a frame inside it, not an empty address. */
function mayHavePort({ sender, senderFrame: frame }: IpcMainEvent, window: BrowserWindow | null): boolean {
  return (
    window !== null &&
    sender === window.webContents &&
    frame !== null &&
    frame === window.webContents.mainFrame &&
    frame.parent === null &&
    frame.origin === APP_ORIGIN
  );
}
