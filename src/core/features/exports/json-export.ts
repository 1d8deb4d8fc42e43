/** The whole ledger as one JSON file, in pieces: as it was when the export began, however long writing takes. */
import { createHash } from 'node:crypto';
import { idFromBytes } from '#shared/ids.ts';
import {
  headerLine,
  LEDGER_FORMAT_VERSION,
  rowLine,
  TABLE_END,
  TABLES_END,
  tableStart,
  trailerLine,
  type LedgerRow,
} from '../../domain/export/ledger-json.ts';
import type { Database, SqlValue } from '../../ledger/database.ts';
import { exportedTables } from './ledger-tables.ts';
import { inPieces, type ExportPiece } from './pieces.ts';

/** `done` and `total` of a piece are rows. */
export function* jsonPieces(
  db: Database,
  about: { schemaVersion: number; app: string; exportedAt: string },
): Generator<ExportPiece> {
  const hash = createHash('sha256');
  const total = exportedTables(db).reduce(
    (sum, { name, where }) => sum + (db.sql<{ n: number }>(`SELECT count(*) AS n FROM "${name}" WHERE ${where}`).get()?.n ?? 0),
    0,
  );
  const counts: Record<string, number> = {};
  for (const piece of inPieces(ledgerText(db, about, counts), total)) {
    hash.update(piece.text);
    yield piece;
  }
  yield { text: trailerLine(counts, hash.digest('hex')), done: total, total };
}

function* ledgerText(
  db: Database,
  about: { schemaVersion: number; app: string; exportedAt: string },
  counts: Record<string, number>,
): Generator<{ text: string; rows: number }> {
  yield { text: headerLine({ version: LEDGER_FORMAT_VERSION, ...about }), rows: 0 };
  let firstTable = true;
  for (const { name, columns, where, order } of exportedTables(db)) {
    const names = columns.map((column) => column.name);
    yield { text: tableStart(name, names, firstTable), rows: 0 };
    firstTable = false;
    let count = 0;
    const rows = db
      .sql<Record<string, SqlValue>>(`SELECT ${names.map((column) => `"${column}"`).join(', ')} FROM "${name}" WHERE ${where} ORDER BY ${order}`)
      .iterate();
    for (const row of rows) {
      yield { text: rowLine(toLedgerRow(row, name), count === 0), rows: 1 };
      count += 1;
    }
    counts[name] = count;
    yield { text: TABLE_END, rows: 0 };
  }
  yield { text: TABLES_END, rows: 0 };
}

/** Ids as UUIDs, other bytes as base64, nulls left out. */
function toLedgerRow(row: Record<string, SqlValue>, table: string): LedgerRow {
  const written: LedgerRow = {};
  for (const [column, value] of Object.entries(row)) {
    if (value === null) continue;
    if (value instanceof Uint8Array) {
      written[column] = value.length === 16 ? idFromBytes(value) : `base64:${Buffer.from(value).toString('base64')}`;
    } else {
      if (typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value)) {
        throw new Error(`${table}.${column} holds a number that JSON cannot carry exactly.`);
      }
      written[column] = value;
    }
  }
  return written;
}
