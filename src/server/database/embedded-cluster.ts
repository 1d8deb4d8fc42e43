/**
 * The server's own PostgreSQL, for those who have none: a cluster in the data folder, reachable from this machine only.
 * It is a process of its own. One that was left running by a server that was killed is joined, not started twice, and
 * the last server to leave stops it.
 */
import { accessSync, chmodSync, chownSync, constants, existsSync, mkdirSync, readdirSync, readFileSync, readlinkSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { ConfigError } from '../config/config-error.ts';
import { keptSecret } from '../config/secrets.ts';
import { postgresPrograms, runProgram, unprivilegedUser, type PostgresPrograms, type RunsAs } from './postgres-program.ts';

const USER = 'saldo';
const DATABASE = 'saldo';
const VERSION = '18';
const START_LIMIT_MS = 60_000;
const CRASH_LIMIT_MS = 20_000;

export interface EmbeddedCluster {
  /** Connection string of the database `saldo`. */
  url: string;
  /** Stops PostgreSQL unless another server process of this data folder still uses it. */
  leave(): Promise<void>;
}

export interface ClusterOptions {
  /** Throws durability away for speed. For tests. */
  volatile?: boolean;
}

interface Folders {
  /** Owned by the user that runs PostgreSQL. */
  home: string;
  cluster: string;
  log: string;
  /** One file for each server process that uses the cluster. */
  users: string;
}

/** @throws ConfigError when PostgreSQL cannot run here, with what to do. */
export async function startEmbeddedCluster(dataFolder: string, options: ClusterOptions = {}): Promise<EmbeddedCluster> {
  const home = join(dataFolder, 'postgres');
  const folders = { home, cluster: join(home, VERSION), log: join(home, 'server.log'), users: join(dataFolder, 'postgres-users') };
  const programs = await postgresPrograms();
  const as = unprivilegedUser();
  prepareFolders(dataFolder, folders, as);
  const password = keptSecret(dataFolder, 'postgres-password');

  const mine = join(folders.users, String(process.pid));
  await withStartLock(dataFolder, async () => {
    if (!existsSync(join(folders.cluster, 'PG_VERSION'))) await initialise(programs, folders, as, password, options);
    if (!(await answers(folders, password))) await start(programs, folders, as, options);
    writeFileSync(mine, '');
  });
  const url = urlOf(portOf(folders) ?? 0, password, DATABASE);
  await createDatabase(urlOf(portOf(folders) ?? 0, password, 'postgres'));

  return {
    url,
    async leave() {
      rmSync(mine, { force: true });
      if (otherUsers(folders).length > 0) return;
      // What is thrown away need not be written out first.
      const mode = options.volatile ? 'immediate' : 'fast';
      await runProgram(programs.pg_ctl, ['stop', '-D', folders.cluster, '-m', mode, '-w', '-s'], as);
    },
  };
}

function prepareFolders(dataFolder: string, { home, users }: Folders, { uid, gid }: RunsAs): void {
  mkdirSync(home, { recursive: true, mode: 0o700 });
  mkdirSync(users, { recursive: true, mode: 0o700 });
  if (uid === undefined || gid === undefined) return;
  // The other user may pass through the data folder, and see nothing in it but its own.
  chmodSync(dataFolder, 0o711);
  chownSync(home, uid, gid);
  for (let folder = dirname(dataFolder); folder !== dirname(folder); folder = dirname(folder)) {
    if (canPass(folder, uid, gid)) continue;
    throw new ConfigError([
      `SALDO_DATA_DIR: PostgreSQL runs as the user "postgres", who may not enter ${folder}. ` +
        'Choose another data folder (such as /var/lib/saldo-server), start the server as another user than root, or set DATABASE_URL.',
    ]);
  }
}

function canPass(folder: string, uid: number, gid: number): boolean {
  accessSync(folder, constants.X_OK);
  const { uid: owner, gid: group, mode } = statSync(folder);
  const bit = owner === uid ? 0o100 : group === gid ? 0o010 : 0o001;
  return (mode & bit) !== 0;
}

async function initialise(programs: PostgresPrograms, folders: Folders, as: RunsAs, password: string, options: ClusterOptions) {
  // What an initdb that was cut short left behind is no cluster yet.
  rmSync(folders.cluster, { recursive: true, force: true });
  const passwordFile = join(folders.home, 'initial-password');
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (as.uid !== undefined && as.gid !== undefined) chownSync(passwordFile, as.uid, as.gid);
  try {
    const code = await runProgram(
      programs.initdb,
      [
        `--pgdata=${folders.cluster}`,
        `--username=${USER}`,
        `--pwfile=${passwordFile}`,
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        '--locale-provider=builtin',
        '--locale=C.UTF-8',
        ...(options.volatile ? ['--no-sync'] : []),
      ],
      as,
    );
    if (code !== 0) throw new ConfigError([`PostgreSQL could not make its files in ${folders.home} (initdb ended with ${code}).`]);
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

async function start(programs: PostgresPrograms, folders: Folders, as: RunsAs, options: ClusterOptions) {
  const settings = [
    `-p ${await freePort()}`,
    '-c listen_addresses=127.0.0.1',
    // Sockets would land in a folder that may not exist, under a path that may be too long.
    "-c unix_socket_directories=''",
    '-c max_connections=200',
    ...(options.volatile ? ['-c fsync=off', '-c synchronous_commit=off', '-c full_page_writes=off', '-c shared_buffers=32MB'] : []),
  ];
  const args = ['start', '-D', folders.cluster, '-l', folders.log, '-w', '-s', '-t', String(START_LIMIT_MS / 1000), '-o', settings.join(' ')];
  // Parts of one that was killed need a moment to notice; until then it will not start.
  for (const until = Date.now() + CRASH_LIMIT_MS; ; await sleep(500)) {
    const crashed = forgetCrashed(folders);
    if ((await runProgram(programs.pg_ctl, args, as)) === 0) return;
    if (!crashed || Date.now() > until) break;
  }
  const said = existsSync(folders.log) ? readFileSync(folders.log, 'utf8').trimEnd().split('\n').slice(-3).join('\n    ') : '';
  throw new ConfigError([`PostgreSQL did not start. It said in ${folders.log}:\n    ${said}`]);
}

/**
 * Whether the lock file is of a PostgreSQL that is dead. A dead one that nobody has buried yet (in a container without
 * an init process, nobody ever does) counts for PostgreSQL as running: then its lock file is taken away.
 */
function forgetCrashed(folders: Folders): boolean {
  const file = join(folders.cluster, 'postmaster.pid');
  if (!existsSync(file)) return false;
  const pid = Number(readFileSync(file, 'utf8').split('\n')[0]);
  if (!isAlive(pid)) return true;
  if (!isZombie(pid)) return false;
  if (!someoneWorksIn(folders.cluster)) rmSync(file, { force: true });
  return true;
}

/** PostgreSQL's processes have its folder as their own: what a dead one left running must end before another begins. */
function someoneWorksIn(folder: string): boolean {
  return readdirSync('/proc').some((name) => {
    if (!/^\d+$/.test(name)) return false;
    try {
      return readlinkSync(`/proc/${name}/cwd`) === folder;
    } catch {
      return false;
    }
  });
}

function isZombie(pid: number): boolean {
  const file = `/proc/${pid}/stat`;
  // The state follows the name, which is in brackets and may hold anything.
  return existsSync(file) && /\) Z /.test(readFileSync(file, 'utf8'));
}

/** The port that a running or a crashed cluster wrote down. */
function portOf(folders: Folders): number | null {
  const file = join(folders.cluster, 'postmaster.pid');
  if (!existsSync(file)) return null;
  const port = Number(readFileSync(file, 'utf8').split('\n')[3]);
  return Number.isInteger(port) && port > 0 ? port : null;
}

async function answers(folders: Folders, password: string): Promise<boolean> {
  const port = portOf(folders);
  if (port === null) return false;
  const client = new pg.Client({ connectionString: urlOf(port, password, 'postgres'), connectionTimeoutMillis: 5000 });
  // Several tries: a cluster that is recovering after a crash refuses at first.
  try {
    await client.connect();
    return true;
  } catch (error) {
    if ((error as { code?: string }).code !== '57P03') return false;
    await sleep(200);
    return await answers(folders, password);
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function createDatabase(maintenanceUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: maintenanceUrl });
  await client.connect();
  try {
    await client.query(`CREATE DATABASE ${DATABASE}`);
  } catch (error) {
    // 42P04: it is there. 23505: another process makes it at this moment.
    const code = (error as { code?: string }).code;
    if (code !== '42P04' && code !== '23505') throw error;
  } finally {
    await client.end();
  }
}

function urlOf(port: number, password: string, database: string): string {
  return `postgresql://${USER}:${password}@127.0.0.1:${port}/${database}`;
}

function otherUsers(folders: Folders): string[] {
  return readdirSync(folders.users).filter((pid) => Number(pid) !== process.pid && isAlive(Number(pid)));
}

/** Runs `work` while no other process of this data folder does. A lock whose holder is dead is taken over. */
async function withStartLock(dataFolder: string, work: () => Promise<void>): Promise<void> {
  const lock = join(dataFolder, 'postgres-start.lock');
  const until = Date.now() + START_LIMIT_MS;
  for (;;) {
    try {
      writeFileSync(lock, String(process.pid), { flag: 'wx' });
      break;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      const holder = existsSync(lock) ? Number(readFileSync(lock, 'utf8')) : 0;
      if (holder > 0 && !isAlive(holder)) rmSync(lock, { force: true });
      else if (Date.now() > until) throw new ConfigError([`Another process (${holder}) keeps PostgreSQL from starting: see ${lock}.`]);
      else await sleep(100);
    }
  }
  try {
    await work();
  } finally {
    rmSync(lock, { force: true });
  }
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
