import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { fakeElectron, FakeFrame, FakeWebContents, type FakeElectron } from './fake-electron.ts';

let fake: FakeElectron;

beforeEach(() => {
  vi.resetModules();
  fake = fakeElectron();
  vi.doMock('electron', () => ({ ...fake.electron, default: fake.electron }));
});

describe('the window', () => {
  async function openWindow(boundsFile = join(mkdtempSync(join(tmpdir(), 'saldo-bounds-')), 'bounds.json')) {
    const { setupWindow } = await import('../../../src/main/setup-window.ts');
    const window = setupWindow('/bundles/preload.js', boundsFile);
    window.show();
    return { window, opened: fake.seen.windows[0]!, boundsFile };
  }

  test('runs its page in a sandbox, apart from the preload, without Node', async () => {
    const { opened } = await openWindow();
    expect(opened.options.webPreferences).toMatchObject({
      preload: '/bundles/preload.js',
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
    });
    expect(opened.loaded).toBe('app://saldo/');
  });

  test('is shown when there is something to see, in the colour of the theme', async () => {
    fake.electron.nativeTheme.shouldUseDarkColors = true;
    const { opened } = await openWindow();
    expect(opened.options).toMatchObject({ show: false, backgroundColor: '#0c0a09' });
    expect(opened.shown).toBe(0);
    opened.emit('ready-to-show');
    expect(opened.shown).toBe(1);
  });

  test('opens where it was closed', async () => {
    const { opened, boundsFile, window } = await openWindow();
    opened.emit('close');
    opened.emit('closed');
    expect(window.current()).toBeNull();
    window.show();
    expect(fake.seen.windows[1]!.options).toMatchObject({ x: 10, y: 20, width: 900, height: 700 });
    expect(boundsFile).toMatch(/bounds\.json$/);
  });

  test('opens in the middle when its screen is gone', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'saldo-bounds-')), 'bounds.json');
    writeFileSync(file, JSON.stringify({ bounds: { x: 4000, y: 0, width: 900, height: 700 }, maximized: false }));
    const { opened } = await openWindow(file);
    expect(opened.options).toMatchObject({ width: 1280, height: 800 });
    expect(opened.options).not.toHaveProperty('x');
  });
});

describe('navigation', () => {
  async function contents(): Promise<FakeWebContents> {
    const { setupNavigationLocks } = await import('../../../src/main/setup-navigation-locks.ts');
    setupNavigationLocks();
    const created = new FakeWebContents();
    fake.electron.app.emit('web-contents-created', {}, created);
    return created;
  }

  test.each([
    ['https://example.org/', true],
    ['file:///etc/passwd', true],
    ['app://other/', true],
    ['app://saldo.example.org/', true],
    ['app://user@saldo/', true],
    ['data:text/html,hello', true],
    ['about:blank', true],
    ['', true],
    ['app://saldo/index.html', false],
  ])('to %j is prevented: %s', async (url, prevented) => {
    const created = await contents();
    for (const event of ['will-navigate', 'will-frame-navigate', 'will-redirect']) {
      const preventDefault = vi.fn();
      created.emit(event, { url, preventDefault });
      expect(preventDefault).toHaveBeenCalledTimes(prevented ? 1 : 0);
    }
  });

  test('a second window is never opened; https goes to the browser, nothing else does', async () => {
    const created = await contents();
    const urls = ['https://example.org/a', 'http://example.org/', 'file:///bin/sh', 'smb://host/share', 'javascript:alert(1)'];
    for (const url of urls) expect(created.windowOpenHandler?.({ url })).toEqual({ action: 'deny' });
    expect(fake.seen.opened).toEqual(['https://example.org/a']);
  });

  test('a webview is not attached', async () => {
    const created = await contents();
    const preventDefault = vi.fn();
    created.emit('will-attach-webview', { preventDefault });
    expect(preventDefault).toHaveBeenCalledOnce();
  });
});

describe('permissions', () => {
  async function permissions(mayUseMicrophone: boolean) {
    const { setupPermissions } = await import('../../../src/main/setup-permissions.ts');
    setupPermissions(fake.electron.session.defaultSession as never, () => mayUseMicrophone);
    const { permissionRequest, permissionCheck, devicePermission } = fake.seen;
    const asked = (permission: string, details: object): boolean => {
      let granted: boolean | undefined;
      const answer = (yes: boolean) => (granted = yes);
      permissionRequest?.(...([{}, permission, answer, { isMainFrame: true, requestingUrl: 'app://saldo/', ...details }] as never[]));
      return granted ?? true;
    };
    const checked = (permission: string, origin: string, details: object): unknown =>
      permissionCheck?.(...([{}, permission, origin, { isMainFrame: true, ...details }] as never[]));
    return { asked, checked, device: () => devicePermission?.() };
  }

  test('are denied, all of them', async () => {
    const { asked, checked, device } = await permissions(false);
    for (const permission of ['media', 'geolocation', 'notifications', 'clipboard-read', 'usb', 'openExternal', 'fileSystem']) {
      expect(asked(permission, { mediaTypes: ['audio'] })).toBe(false);
      expect(checked(permission, 'app://saldo', { mediaType: 'audio' })).toBe(false);
    }
    expect(device()).toBe(false);
  });

  test('but the microphone, for our page alone, while it is wanted', async () => {
    const { asked, checked } = await permissions(true);
    expect(asked('media', { mediaTypes: ['audio'] })).toBe(true);
    expect(asked('media', { mediaTypes: ['audio', 'video'] })).toBe(false);
    expect(asked('media', { mediaTypes: ['video'] })).toBe(false);
    expect(asked('media', { mediaTypes: ['audio'], isMainFrame: false })).toBe(false);
    expect(asked('media', { mediaTypes: ['audio'], requestingUrl: 'https://example.org/' })).toBe(false);
    expect(checked('media', 'app://saldo', { mediaType: 'audio' })).toBe(true);
    expect(checked('media', 'https://example.org', { mediaType: 'audio' })).toBe(false);
    expect(checked('media', 'app://saldo', { mediaType: 'video' })).toBe(false);
  });
});

describe('the port to the core', () => {
  async function hostWithWindow() {
    const { setupRpcPort } = await import('../../../src/main/setup-rpc-port.ts');
    const window = new fake.electron.BrowserWindow({});
    const warnings: unknown[] = [];
    const logger = { debug() {}, info() {}, error() {}, warn: (event: string) => void warnings.push(event) };
    setupRpcPort({} as never, () => window as never, logger);
    const request = (senderFrame: FakeFrame | null, sender: object = window.webContents): void => {
      fake.electron.ipcMain.emit('saldo:request-port', { sender, senderFrame });
    };
    return { window, request, warnings };
  }

  test('is given to the main frame of our page', async () => {
    const { window, request } = await hostWithWindow();
    const frame = window.webContents.mainFrame;
    request(frame);
    expect(frame.posted).toMatchObject([{ channel: 'saldo:port', ports: [expect.anything()] }]);
  });

  test('a reloaded page gets a new one', async () => {
    const { window, request } = await hostWithWindow();
    request(window.webContents.mainFrame);
    request(window.webContents.mainFrame);
    expect(window.webContents.mainFrame.posted).toHaveLength(2);
  });

  test.each(['https://example.org', 'app://saldo.example.org', 'app://other', 'file://', 'null', ''])(
    'is refused to a page at %j',
    async (origin) => {
      const { window, request, warnings } = await hostWithWindow();
      window.webContents.mainFrame.origin = origin;
      request(window.webContents.mainFrame);
      expect(window.webContents.mainFrame.posted).toEqual([]);
      expect(warnings).toEqual(['port-refused']);
    },
  );

  test('is refused to a frame inside, to a frame that is gone and to another window', async () => {
    const { window, request } = await hostWithWindow();
    const inner = new FakeFrame('app://saldo', window.webContents.mainFrame);
    request(inner);
    request(null);
    const stranger = new FakeWebContents();
    request(stranger.mainFrame, stranger);
    expect([...inner.posted, ...stranger.mainFrame.posted, ...window.webContents.mainFrame.posted]).toEqual([]);
  });
});
