import { app, Menu, nativeImage, Tray } from 'electron';
import type { AppWindow } from './setup-window.ts';
import { trayPicture } from './tray-picture.ts';

const SIZE = 16;

export interface AppTray {
  /** Shows the icon, or takes it away. */
  show(on: boolean): void;
}

/** An icon by which the app can be reached while its window is closed; its menu is the only way in on some desktops. */
export function setupTray(window: AppWindow, goTo: (path: string) => void): AppTray {
  let tray: Tray | null = null;
  const open = (path?: string) => (): void => {
    window.show();
    if (path) goTo(path);
  };
  return {
    show(on) {
      if (!on) {
        tray?.destroy();
        tray = null;
        return;
      }
      if (tray) return;
      const picture = nativeImage.createFromBitmap(trayPicture(SIZE), { width: SIZE, height: SIZE });
      const dense = { width: SIZE * 2, height: SIZE * 2, scaleFactor: 2 };
      picture.addRepresentation({ ...dense, buffer: trayPicture(SIZE * 2) });
      tray = new Tray(picture);
      tray.setToolTip('Saldo');
      tray.on('click', open());
      tray.setContextMenu(
        Menu.buildFromTemplate([
          { label: 'Open Saldo', click: open() },
          { label: 'Add a transaction', click: open('/transactions?add=true') },
          { label: 'Notifications', click: open('/notifications') },
          { type: 'separator' },
          { label: 'Quit', click: () => app.quit() },
        ]),
      );
    },
  };
}
