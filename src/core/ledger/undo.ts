import { DomainError } from '#shared/contract/errors.ts';
import type { Database, SqlValue } from './database.ts';
import type { Recorder, Row, Writer } from './ledger.ts';
import { fromPatchValue, keyOf, sameValue, type BatchPatch, type Patch, type RowPatch } from './patches.ts';
import { putIn, takeOut } from './summaries.ts';

/** Patches between two pauses. */
const STEP_PATCHES = 250;

interface Turn {
  /** The undo or redo itself, which marks what it deletes. */
  changeId: number;
  /** The change that is taken back or done again. */
  targetId: number;
}

/**
 * Applies the patches of a change backwards (undo, last first) or forwards (redo).
 * @throws DomainError CONFLICT when a row has since been changed by something else: nothing is overwritten.
 */
export function* applyPatches(
  db: Database,
  { writer, touch, settle }: Recorder,
  patches: Patch[],
  direction: 'undo' | 'redo',
  turn: Turn,
): Generator<void, void> {
  const ordered = direction === 'undo' ? patches.toReversed() : patches;
  openSplits(writer, ordered);
  for (const [at, patch] of ordered.entries()) {
    if (at % STEP_PATCHES === 0) {
      writer.expect(transactionsOf(ordered.slice(at, at + STEP_PATCHES)));
      if (at > 0) yield;
    }
    if ('batch' in patch) {
      // A batch is taken out of the summaries whole, with the rows of it that were changed beside.
      settle();
      applyBatch(db, patch, direction, turn);
    } else applyRow(db, writer, touch, patch, direction, turn);
  }
  closeSplits(writer, ordered, direction);
}

function applyRow(
  db: Database,
  writer: Writer,
  touch: (txnId: Uint8Array) => void,
  patch: RowPatch,
  direction: 'undo' | 'redo',
  turn: Turn,
): void {
  const id = fromPatchValue(patch.id) as string | Uint8Array;
  const current = db.sql<Row>(`SELECT * FROM ${patch.table} WHERE ${keyOf(patch.table)} = ?`).get(id);
  if (!current) throw changedSince();
  if (patch.before === null) {
    // A row that was made is deleted again, and the other way round.
    const made = direction === 'redo';
    if ((current['deleted_change'] === null) === made) throw changedSince();
    if (patch.table === 'txn') touch(id as Uint8Array);
    changeBack(writer, patch.table, id, { deleted_change: made ? null : turn.changeId });
    return;
  }
  const from = direction === 'undo' ? patch.after : patch.before;
  const to = direction === 'undo' ? patch.before : patch.after;
  const columns: Row = {};
  for (const [column, value] of Object.entries(to)) {
    if (patch.table === 'txn' && column === 'split_count') continue;
    const expected = fromPatchValue(from[column] ?? null);
    if (!sameValue(current[column], expected)) throw changedSince();
    columns[column] = fromPatchValue(value);
  }
  changeBack(writer, patch.table, id, columns);
}

function transactionsOf(patches: Patch[]): Uint8Array[] {
  const ids = patches.flatMap((patch) => ('table' in patch && patch.table === 'txn' ? [patch.id] : []));
  return [...new Set(ids.map((id) => JSON.stringify(id)))].map((id) => fromPatchValue(JSON.parse(id)) as Uint8Array);
}

/** What was taken since (the name of a deleted tag, say) cannot be given back. */
function changeBack(writer: Writer, table: RowPatch['table'], id: string | Uint8Array, columns: Row): void {
  try {
    writer.update(table, id, columns);
  } catch (error) {
    if ((error as { code?: string }).code === 'SQLITE_CONSTRAINT_UNIQUE') throw changedSince();
    throw error;
  }
}

/** Parts of a split can change only while it is open (split_count 0); it is closed again once all are in place. */
function openSplits(writer: Writer, patches: Patch[]): void {
  for (const patch of splitCountPatches(patches)) {
    writer.update('txn', fromPatchValue(patch.id) as Uint8Array, { split_count: 0 });
  }
}

function closeSplits(writer: Writer, patches: Patch[], direction: 'undo' | 'redo'): void {
  const closing = new Map<string, { id: Uint8Array; count: SqlValue }>();
  for (const patch of splitCountPatches(patches)) {
    const to = direction === 'undo' ? patch.before : patch.after;
    closing.set(JSON.stringify(patch.id), {
      id: fromPatchValue(patch.id) as Uint8Array,
      count: fromPatchValue(to?.['split_count'] ?? 0),
    });
  }
  for (const { id, count } of closing.values()) writer.update('txn', id, { split_count: count });
}

function splitCountPatches(patches: Patch[]): RowPatch[] {
  return patches.filter(
    (patch): patch is RowPatch =>
      'table' in patch && patch.table === 'txn' && patch.before !== null && 'split_count' in patch.after,
  );
}

function applyBatch(db: Database, patch: BatchPatch, direction: 'undo' | 'redo', turn: Turn): void {
  const id = Buffer.from(patch.batch.id, 'hex');
  const batch = db
    .sql<{ first: Buffer | null; last: Buffer | null }>(
      'SELECT first_txn_id AS first, last_txn_id AS last FROM import_batch WHERE id = ?',
    )
    .get(id);
  if (!batch?.first || !batch.last) return;
  const scope = { batch: id, first: batch.first, last: batch.last };
  const inBatch = 'id BETWEEN ? AND ? AND import_batch_id = ?';
  if (direction === 'undo') {
    takeOut(db, scope);
    db.sql(`UPDATE txn SET deleted_change = ? WHERE ${inBatch} AND deleted_change IS NULL`).run(
      turn.changeId,
      batch.first,
      batch.last,
      id,
    );
    return;
  }
  const undoing = db
    .sql<{ id: number }>(
      `SELECT id FROM change_log WHERE kind = 'undo' AND target_id = ? ORDER BY id DESC LIMIT 1`,
    )
    .get(turn.targetId);
  // Rows that the user had deleted before the undo stay deleted; only what the undo removed comes back.
  takeOut(db, scope);
  db.sql(`UPDATE txn SET deleted_change = NULL WHERE ${inBatch} AND deleted_change = ?`).run(
    batch.first,
    batch.last,
    id,
    undoing?.id ?? null,
  );
  putIn(db, scope);
}

function changedSince(): DomainError {
  return new DomainError(
    'CONFLICT',
    'This was changed again later. Undo the later change first, then this one.',
  );
}
