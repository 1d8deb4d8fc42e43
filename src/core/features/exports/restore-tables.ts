/** Puts the rows of an exported file in the place of what the ledger holds, inside one SQLite transaction. */
import { DomainError } from '#shared/contract/errors.ts';
import { idToBytes } from '#shared/ids.ts';
import { createLedgerReader, type LedgerRow } from '../../domain/export/ledger-json.ts';
import type { Database, SqlValue } from '../../ledger/database.ts';
import { rebuildSummaries } from '../../ledger/summaries.ts';
import { exportedTables, type LedgerTableShape } from './ledger-tables.ts';

const ROWS_A_STEP = 1000;

/**
 * `lines` is a file that was already found to be whole. Pauses now and then.
 * @throws DomainError UNREADABLE when a row does not fit the ledger; the caller rolls back.
 */
export function* restoreTables(
  db: Database,
  lines: Iterable<string>,
  onRow: () => void,
): Generator<void, void> {
  const shapes = new Map(exportedTables(db).map((shape) => [shape.name, shape]));
  db.exec('PRAGMA defer_foreign_keys = ON');
  // The rules on single changes do not hold midway; what they guard is checked below, once all is in place.
  const putBack = takeAway(db);
  for (const { name, where } of shapes.values()) db.sql(`DELETE FROM "${name}" WHERE ${where}`).run();
  yield;

  let insert: (row: LedgerRow, line: number) => void = () => undefined;
  let pending = 0;
  const reader = createLedgerReader({
    header: () => undefined,
    table(name, columns) {
      insert = inserter(db, shapes.get(name), name, columns);
    },
    row(row, line) {
      insert(row, line);
      onRow();
      pending += 1;
    },
  });
  for (const line of lines) {
    reader.line(line);
    if (pending < ROWS_A_STEP) continue;
    pending = 0;
    yield;
  }
  for (const sql of putBack) {
    db.exec(sql);
    yield;
  }
  rebuildTextIndexes(db);
  yield;
  rebuildSummaries(db);
  yield;
  checkWhole(db);
}

function inserter(
  db: Database,
  shape: LedgerTableShape | undefined,
  table: string,
  columns: readonly string[],
): (row: LedgerRow, line: number) => void {
  const types = new Map(shape?.columns.map((column) => [column.name, column.type]));
  const unknown = shape ? columns.find((column) => !types.has(column)) : table;
  if (unknown !== undefined) {
    throw new DomainError('UNREADABLE', `The file holds "${unknown}", which this version of Saldo does not know.`);
  }
  const isBytes = columns.map((column) => types.get(column) === 'BLOB');
  const known = new Set(columns);
  const statement = db.sql(
    `INSERT INTO "${table}" (${columns.map((column) => `"${column}"`).join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
  );
  return (row, line) => {
    try {
      for (const column of Object.keys(row)) if (!known.has(column)) throw new RangeError(`"${column}" is not a column`);
      statement.run(...columns.map((column, at) => fromFile(row[column], isBytes[at] === true)));
    } catch (error) {
      throw new DomainError(
        'UNREADABLE',
        `Line ${line} cannot be put into "${table}": ${error instanceof Error ? error.message : 'it does not fit'}.`,
      );
    }
  };
}

function fromFile(value: string | number | undefined, isBytes: boolean): SqlValue {
  if (value === undefined) return null;
  if (!isBytes || typeof value === 'number') return value;
  return value.startsWith('base64:') ? Buffer.from(value.slice('base64:'.length), 'base64') : idToBytes(value);
}

/** Drops triggers and indexes; answers the statements that bring them back. Indexes of sorted rows are cheaper to build. */
function takeAway(db: Database): string[] {
  const parts = db
    .sql<{ type: string; name: string; sql: string }>(
      `SELECT type, name, sql FROM sqlite_schema WHERE type IN ('trigger', 'index') AND sql IS NOT NULL ORDER BY type, name`,
    )
    .all();
  for (const { type, name } of parts) db.exec(`DROP ${type} ${name}`);
  return parts.map((part) => part.sql);
}

/** Those that index a table of the ledger. */
function rebuildTextIndexes(db: Database): void {
  const indexes = db
    .sql<{ name: string }>(
      `SELECT name FROM sqlite_schema WHERE type = 'table' AND sql LIKE 'CREATE VIRTUAL TABLE%fts5%content%'`,
    )
    .all();
  for (const { name } of indexes) db.exec(`INSERT INTO ${name} (${name}) VALUES ('rebuild')`);
}

function checkWhole(db: Database): void {
  const loose = db
    .sql<{ table: string; parent: string }>('SELECT "table", parent FROM pragma_foreign_key_check LIMIT 1')
    .get();
  if (loose) {
    throw new DomainError('UNREADABLE', `The file has a row of "${loose.table}" whose "${loose.parent}" is missing.`);
  }
  const unsound = db
    .sql<{ n: number }>(
      `SELECT count(*) AS n FROM txn t WHERE t.split_count > 0 AND (
         SELECT count(*) <> t.split_count OR total(s.amount_minor) <> t.amount_minor
         FROM split s WHERE s.txn_id = t.id AND s.deleted_change IS NULL)`,
    )
    .get();
  if (unsound && unsound.n > 0) {
    throw new DomainError('UNREADABLE', `In the file, the parts of ${unsound.n} split transactions do not add up.`);
  }
}
