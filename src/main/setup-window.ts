import { app, BrowserWindow, nativeTheme } from 'electron';
import { APP_PAGE } from './app-origin.ts';
import { readWindowBounds, writeWindowBounds } from './window-bounds.ts';

export interface AppWindow {
  /** Null while it is closed. */
  current(): BrowserWindow | null;
  /** Opens it, or brings it forward. */
  show(): void;
}

/** The page colours of the two themes, so that nothing flashes before the page is there. */
const PAGE = { light: '#fafaf9', dark: '#0c0a09' };

export function setupWindow(preload: string, boundsFile: string): AppWindow {
  let current: BrowserWindow | null = null;

  const open = (): BrowserWindow => {
    const { bounds, maximized } = readWindowBounds(boundsFile);
    const window = new BrowserWindow({
      title: 'Saldo',
      ...(bounds ?? { width: 1280, height: 800 }),
      minWidth: 720,
      minHeight: 480,
      show: false,
      backgroundColor: nativeTheme.shouldUseDarkColors ? PAGE.dark : PAGE.light,
      webPreferences: {
        preload,
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        nodeIntegrationInWorker: false,
        nodeIntegrationInSubFrames: false,
        webSecurity: true,
        webviewTag: false,
        devTools: !app.isPackaged,
      },
    });
    if (maximized) window.maximize();
    window.once('ready-to-show', () => window.show());
    window.on('close', () =>
      writeWindowBounds(boundsFile, { bounds: window.getNormalBounds(), maximized: window.isMaximized() }),
    );
    window.on('closed', () => (current = null));
    void window.loadURL(APP_PAGE);
    return window;
  };

  return {
    current: () => current,
    show() {
      if (!current) {
        current = open();
        return;
      }
      if (current.isMinimized()) current.restore();
      current.show();
      current.focus();
    },
  };
}
