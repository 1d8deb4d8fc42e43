import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where the platform keeps a user's application data; the same for both hosts. */
export function defaultDataFolder(
  platform: NodeJS.Platform = process.platform,
  env: NodeJS.ProcessEnv = process.env,
  home: string = homedir(),
): string {
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'Saldo');
  if (platform === 'win32') return join(env.APPDATA || join(home, 'AppData', 'Roaming'), 'Saldo');
  return join(env.XDG_DATA_HOME || join(home, '.local', 'share'), 'Saldo');
}
