import { afterEach, expect, test, vi } from 'vitest';

afterEach(() => vi.unstubAllGlobals());

test('the page gets one function, and its port at its own origin only', async () => {
  const exposed: Record<string, Record<string, () => void>> = {};
  const sent: string[] = [];
  const listeners = new Map<string, (event: { ports: unknown[] }) => void>();
  vi.doMock('electron', () => {
    const electron = {
      contextBridge: { exposeInMainWorld: (name: string, api: Record<string, () => void>) => (exposed[name] = api) },
      ipcRenderer: {
        send: (channel: string) => sent.push(channel),
        on: (channel: string, listener: (event: { ports: unknown[] }) => void) => listeners.set(channel, listener),
      },
    };
    return { ...electron, default: electron };
  });
  const postMessage = vi.fn();
  vi.stubGlobal('window', { location: { origin: 'app://saldo' }, postMessage });
  await import('../../../src/preload/preload.ts');

  expect(Object.keys(exposed)).toEqual(['saldo']);
  expect(Object.keys(exposed.saldo ?? {})).toEqual(['requestPort']);
  exposed.saldo?.requestPort?.();
  expect(sent).toEqual(['saldo:request-port']);
  const port = {};
  listeners.get('saldo:port')?.({ ports: [port] });
  expect(postMessage).toHaveBeenCalledExactlyOnceWith('saldo:port', 'app://saldo', [port]);
  expect([...listeners.keys()]).toEqual(['saldo:port']);
});
