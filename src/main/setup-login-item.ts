/** Starting with the session of the person, so that reminders come without anyone opening the app. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { app } from 'electron';

/** Given at such a start: no window is opened. */
export const HIDDEN_ARGUMENT = '--hidden';

/** Registers the app with the system, or takes it off; only the installed one, since others come and go. */
export function setupLoginItem(): (on: boolean) => void {
  return (on) => {
    if (!app.isPackaged) return;
    if (process.platform === 'linux') {
      writeAutostart(on);
      return;
    }
    const { openAtLogin } = app.getLoginItemSettings({ args: [HIDDEN_ARGUMENT] });
    if (openAtLogin !== on) app.setLoginItemSettings({ openAtLogin: on, args: [HIDDEN_ARGUMENT] });
  };
}

/** Electron knows no login items on Linux; desktops there read a folder of the person. */
function writeAutostart(on: boolean): void {
  const folder = join(process.env['XDG_CONFIG_HOME'] || join(homedir(), '.config'), 'autostart');
  const file = join(folder, 'saldo.desktop');
  if (!on) {
    rmSync(file, { force: true });
    return;
  }
  mkdirSync(folder, { recursive: true });
  const program = process.execPath.replaceAll(/["\\$`]/g, '\\$&');
  writeFileSync(
    file,
    `[Desktop Entry]\nType=Application\nName=Saldo\nExec="${program}" ${HIDDEN_ARGUMENT}\nX-GNOME-Autostart-enabled=true\n`,
  );
}
