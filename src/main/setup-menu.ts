import { app, Menu, type MenuItemConstructorOptions } from 'electron';
import type { AppWindow } from './setup-window.ts';

export interface MenuActions {
  /** Shows a page in the window. */
  goTo(path: string): void;
  undo(): Promise<unknown>;
  redo(): Promise<unknown>;
}

/** The native menu. Keys that the page knows itself are shown but left to it, where the platform allows. */
export function setupMenu(window: AppWindow, actions: MenuActions): void {
  const goTo = (path: string) => (): void => {
    window.show();
    actions.goTo(path);
  };
  // While a person types, undo means the typing.
  const undoing = (typing: 'undo' | 'redo') => async (): Promise<void> => {
    const contents = window.current()?.webContents;
    if (contents && (await isTyping(contents))) contents[typing]();
    else await actions[typing]().catch(() => undefined);
  };
  const isMac = process.platform === 'darwin';
  const template: MenuItemConstructorOptions[] = [
    ...(isMac ? [{ role: 'appMenu' as const }] : []),
    {
      label: '&File',
      submenu: [
        { label: 'New transaction', click: goTo('/transactions?add=true') },
        { label: 'Import a bank file…', accelerator: 'CmdOrCtrl+O', click: goTo('/import') },
        { type: 'separator' },
        { label: 'Settings', accelerator: 'CmdOrCtrl+,', click: goTo('/settings') },
        { type: 'separator' },
        { role: isMac ? 'close' : 'quit' },
      ],
    },
    {
      label: '&Edit',
      submenu: [
        { label: 'Undo', accelerator: 'CmdOrCtrl+Z', registerAccelerator: false, click: () => void undoing('undo')() },
        {
          label: 'Redo',
          accelerator: isMac ? 'Cmd+Shift+Z' : 'Ctrl+Y',
          registerAccelerator: false,
          click: () => void undoing('redo')(),
        },
        { type: 'separator' },
        { role: 'cut' },
        { role: 'copy' },
        { role: 'paste' },
        { role: 'selectAll' },
      ],
    },
    {
      label: '&View',
      submenu: [
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { type: 'separator' },
        { role: 'togglefullscreen' },
        ...(app.isPackaged ? [] : [{ role: 'reload' as const }, { role: 'toggleDevTools' as const }]),
      ],
    },
    { role: 'windowMenu' },
  ];
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}

type Contents = NonNullable<ReturnType<AppWindow['current']>>['webContents'];

/** Asked in a world of its own, which the page cannot influence but for its focus. */
const ISOLATED_WORLD = 1001;

async function isTyping(contents: Contents): Promise<boolean> {
  const code = "document.activeElement?.matches('input, textarea, [contenteditable]') ?? false";
  return (await contents.executeJavaScriptInIsolatedWorld(ISOLATED_WORLD, [{ code }])) === true;
}
