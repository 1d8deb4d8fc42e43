/**
 * The one write path. Every change to the ledger is a `commit`: one SQLite transaction that records before and after
 * of each row in `change_log`, keeps the summaries in step and is announced once. Undo and redo apply the recorded
 * patches the other way round and survive a restart.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ChangeRef } from '#shared/contract/scalars.ts';
import { DomainError } from '#shared/contract/errors.ts';
import type { Clock } from '../ports.ts';
import type { Database, LedgerFile, SqlValue } from './database.ts';
import { createHybridClock } from './hybrid-clock.ts';
import { applyPatches } from './undo.ts';
import { keyOf, sameValue, toPatchValue, type LedgerTable, type Patch, type PatchValue, type RowPatch } from './patches.ts';
import { putIn, putInShares, takeOut, type SummaryShare } from './summaries.ts';

export type Row = Record<string, SqlValue>;

/** What a commit may do. Ids are 16 bytes; categories and descriptions are known by text (see `keyOf`). */
export interface Writer {
  db: Database;
  changeId: number;
  insert(table: LedgerTable, row: Row & { id: SqlValue }): void;
  /** Changes only what differs. A row that is not there is a bug of the caller. */
  update(table: LedgerTable, id: string | Uint8Array, columns: Row): boolean;
  /** Marks as deleted. */
  remove(table: LedgerTable, id: string | Uint8Array): void;
  /**
   * For a change of many transactions: announces the next of them, so that the sums change once for all instead of once
   * for each. Give a few hundred at a time.
   */
  expect(txnIds: readonly Uint8Array[]): void;
  /** For an import that wrote its transactions itself: adds their shares to the summaries, records one patch for all. */
  recordBatch(batchId: Uint8Array, shares: Iterable<SummaryShare>): void;
}

export interface CommitOptions {
  label: string;
  kind?: 'edit' | 'import';
  /** Looked at between the steps of a long change; aborting rolls everything back. */
  signal?: AbortSignal;
}

export interface Ledger {
  file: LedgerFile;
  read: Database;
  /** Runs `change` in one transaction. Commits queue: one at a time. */
  commit<T>(options: CommitOptions, change: (writer: Writer) => T): Promise<{ change: ChangeRef; result: T }>;
  /** Like `commit`, for changes long enough to let others read in between: yield now and then. */
  commitInSteps<T>(
    options: CommitOptions,
    change: (writer: Writer) => Generator<void, T>,
  ): Promise<{ change: ChangeRef; result: T }>;
  undo(changeId?: number): Promise<ChangeRef>;
  redo(): Promise<ChangeRef>;
  /** For the machine's own state (settings, remembered layouts, job runs), which has no history. */
  direct<T>(work: (db: Database) => T): Promise<T>;
  /** For replacing the whole ledger, history and all: like `direct`, with pauses and a way to stop. */
  directInSteps<T>(work: (db: Database) => Generator<void, T>, signal?: AbortSignal): Promise<T>;
}

export function createLedger(
  file: LedgerFile,
  clock: Clock,
  onChange: (change: { changeId: number | null; label: string }) => void,
): Ledger {
  const db = file.write;
  const last = db.sql<{ hlc: string }>('SELECT hlc FROM change_log ORDER BY id DESC LIMIT 1').get();
  const hybridClock = createHybridClock(nodeId(db), last?.hlc ?? null);
  let queue: Promise<unknown> = Promise.resolve();

  const serially = <T>(work: () => Promise<T> | T): Promise<T> => {
    const turn = queue.then(work, work);
    queue = turn.catch(() => undefined);
    return turn;
  };

  const openChange = (kind: string, label: string, targetId: number | null): number => {
    const now = clock.now();
    return Number(
      db
        .sql(
          `INSERT INTO change_log (hlc, at, kind, label, state, target_id, patches) VALUES (?, ?, ?, ?, 'done', ?, '[]')`,
        )
        .run(hybridClock.stamp(now.getTime()), now.toISOString(), kind, label, targetId).lastInsertRowid,
    );
  };

  async function transact<T>(work: () => Generator<void, T>, signal?: AbortSignal): Promise<T> {
    db.exec('BEGIN IMMEDIATE');
    try {
      const steps = work();
      let step = steps.next();
      while (!step.done) {
        await nextTurn();
        if (signal?.aborted) throw new DomainError('CANCELLED', 'Cancelled. Nothing was changed.');
        step = steps.next();
      }
      if (signal?.aborted) throw new DomainError('CANCELLED', 'Cancelled. Nothing was changed.');
      db.exec('COMMIT');
      return step.value;
    } catch (error) {
      db.exec('ROLLBACK');
      throw error;
    }
  }

  function* recorded<T>(options: CommitOptions, change: (writer: Writer) => Generator<void, T>) {
    // A new change ends the chance to redo what was undone before it.
    db.sql(`UPDATE change_log SET state = 'discarded' WHERE state = 'undone' AND kind IN ('edit', 'import')`).run();
    const changeId = openChange(options.kind ?? 'edit', options.label, null);
    const recorder = createRecorder(db, changeId);
    const result = yield* change(recorder.writer);
    yield* recorder.finish();
    return { change: { changeId, label: options.label }, result };
  }

  const ledger: Ledger = {
    file,
    read: file.read,
    commit(options, change) {
      return ledger.commitInSteps(options, function* (writer) {
        return change(writer);
      });
    },
    commitInSteps(options, change) {
      return serially(async () => {
        const done = await transact(() => recorded(options, change), options.signal);
        onChange(done.change);
        return done;
      });
    },
    undo(changeId) {
      return serially(async () => {
        const target = findTarget(db, 'done', changeId);
        if (!target) throw new DomainError('NOT_FOUND', 'There is nothing to undo.');
        return revert(target, 'undo');
      });
    },
    redo() {
      return serially(async () => {
        const target = findTarget(db, 'undone');
        if (!target) throw new DomainError('NOT_FOUND', 'There is nothing to redo.');
        return revert(target, 'redo');
      });
    },
    direct(work) {
      return serially(() =>
        transact(function* () {
          return work(db);
        }),
      );
    },
    directInSteps(work, signal) {
      return serially(() => transact(() => work(db), signal));
    },
  };

  async function revert(target: ChangeRow, direction: 'undo' | 'redo'): Promise<ChangeRef> {
    await transact(function* () {
      const changeId = openChange(direction, target.label, target.id);
      const recorder = createRecorder(db, changeId);
      yield* applyPatches(db, recorder, JSON.parse(target.patches) as Patch[], direction, { changeId, targetId: target.id });
      yield* recorder.finish();
      db.sql('UPDATE change_log SET state = ? WHERE id = ?').run(direction === 'undo' ? 'undone' : 'done', target.id);
    });
    const change = { changeId: target.id, label: target.label };
    onChange(change);
    return change;
  }

  return ledger;
}

interface ChangeRow {
  id: number;
  label: string;
  patches: string;
}

/** Undo takes the latest change, redo the one that was undone last, which is the earliest of those undone. */
function findTarget(db: Database, state: 'done' | 'undone', changeId?: number): ChangeRow | undefined {
  const order = state === 'done' ? 'DESC' : 'ASC';
  return db
    .sql<ChangeRow>(
      `SELECT id, label, patches FROM change_log
       WHERE state = @state AND kind IN ('edit', 'import') AND (@id IS NULL OR id = @id) ORDER BY id ${order} LIMIT 1`,
    )
    .get({ state, id: changeId ?? null });
}

/** Transactions between two pauses, in a change of many. */
const STEP_ROWS = 500;

export type Recorder = ReturnType<typeof createRecorder>;

function createRecorder(db: Database, changeId: number) {
  const patches: Patch[] = [];
  const touched = new Map<string, Uint8Array>();

  /** Takes a transaction out of the summaries before its first change; `finish` puts it back in. */
  const touch = (txnId: Uint8Array): void => {
    const key = Buffer.from(txnId).toString('hex');
    if (touched.has(key)) return;
    touched.set(key, txnId);
    takeOut(db, { one: txnId });
  };

  const touchRow = (table: LedgerTable, id: SqlValue, row: Row): void => {
    if (table === 'txn') touch(id as Uint8Array);
    if (table === 'split') touch(row['txn_id'] as Uint8Array);
  };

  const record = (table: LedgerTable, id: SqlValue, before: Row | null, after: Row): void => {
    patches.push({
      table,
      id: toPatchValue(id) as RowPatch['id'],
      before: before && patchValues(before),
      after: patchValues(after),
    });
    const rowId = id instanceof Uint8Array ? id : Buffer.from(String(id));
    db.sql('INSERT OR IGNORE INTO change_subject (row_id, change_id) VALUES (?, ?)').run(rowId, changeId);
  };

  const writer: Writer = {
    db,
    changeId,
    insert(table, row) {
      touchRow(table, row.id, row);
      const columns = Object.keys(row);
      db.sql(`INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`).run(
        ...Object.values(row),
      );
      record(table, row.id, null, row);
    },
    update(table, id, columns) {
      const current = db.sql<Row>(`SELECT * FROM ${table} WHERE ${keyOf(table)} = ?`).get(id);
      if (!current) throw new Error(`No ${table} row to update.`);
      const changed = Object.keys(columns).filter((column) => !sameValue(current[column], columns[column]));
      if (changed.length === 0) return false;
      touchRow(table, id, current);
      db.sql(`UPDATE ${table} SET ${changed.map((column) => `${column} = ?`).join(', ')} WHERE ${keyOf(table)} = ?`).run(
        ...changed.map((column) => columns[column] as SqlValue),
        id,
      );
      const pick = (row: Row): Row => Object.fromEntries(changed.map((column) => [column, row[column] as SqlValue]));
      record(table, id, pick(current), pick(columns));
      return true;
    },
    remove(table, id) {
      writer.update(table, id, { deleted_change: changeId });
    },
    expect(txnIds) {
      const fresh = txnIds.filter((id) => !touched.has(Buffer.from(id).toString('hex')));
      if (fresh.length === 0) return;
      takeOut(db, { some: fresh });
      for (const id of fresh) touched.set(Buffer.from(id).toString('hex'), id);
    },
    recordBatch(batchId, shares) {
      putInShares(db, shares);
      patches.push({ batch: { id: Buffer.from(batchId).toString('hex') } });
    },
  };

  /** What was touched, some at a time. */
  const steps = (): Uint8Array[][] => {
    const all = [...touched.values()];
    return Array.from({ length: Math.ceil(all.length / STEP_ROWS) }, (_, at) => all.slice(at * STEP_ROWS, (at + 1) * STEP_ROWS));
  };

  return {
    writer,
    touch,
    /** Puts what was touched so far back into the summaries, for a step that looks at all of a batch. */
    settle(): void {
      for (const step of steps()) putIn(db, { some: step });
      touched.clear();
    },
    *finish(): Generator<void, void> {
      for (const step of steps()) {
        putIn(db, { some: step });
        yield;
      }
      db.sql('UPDATE change_log SET patches = ? WHERE id = ?').run(JSON.stringify(patches), changeId);
    },
  };
}

function patchValues(row: Row): Record<string, PatchValue> {
  return Object.fromEntries(Object.entries(row).map(([column, value]) => [column, toPatchValue(value)]));
}

/** This copy of the ledger, as eight hex digits in every stamp. */
function nodeId(db: Database): string {
  const found = db.sql<{ value: string }>(`SELECT value FROM setting WHERE key = 'node'`).get();
  if (found) return JSON.parse(found.value) as string;
  const made = Buffer.from(crypto.getRandomValues(new Uint8Array(4))).toString('hex');
  db.sql(`INSERT INTO setting (key, value) VALUES ('node', ?)`).run(JSON.stringify(made));
  return made;
}
