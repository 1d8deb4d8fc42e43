/**
 * Which tables make a ledger, read from its own schema: a table that a later version adds is exported by itself, unless
 * it is named here.
 */
import type { Database } from '../../ledger/database.ts';

/** Tables that stay out of the export. `rebuilt` ones are formed anew after a restore; `kept` ones are this machine's own. */
export const notExported: Readonly<Record<string, { why: string; restore: 'rebuilt' | 'kept' }>> = {
  description_text: { why: 'the text index, made from description', restore: 'rebuilt' },
  monthly_summary: { why: 'sums, made from txn and split', restore: 'rebuilt' },
  account_total: { why: 'sums, made from txn', restore: 'rebuilt' },
  forecast_cache: { why: 'worked out again from the ledger', restore: 'rebuilt' },
  job: { why: 'when this machine does what in the background', restore: 'kept' },
  job_run: { why: 'what this machine did in the background', restore: 'kept' },
};

/** Rows that belong to this copy of the ledger and not to what it holds. */
const ownRows: Readonly<Record<string, string>> = {
  // The stamp by which this copy signs its changes: two copies must not share it.
  setting: `key = 'node'`,
};

export interface LedgerTableShape {
  name: string;
  columns: { name: string; type: string }[];
  /** SQL: which rows are exported, and replaced by a restore. */
  where: string;
  /** SQL: the order that is the same in every copy. */
  order: string;
}

/** In the order of their names. */
export function exportedTables(db: Database): LedgerTableShape[] {
  return tableNames(db)
    .filter((name) => !(name in notExported))
    .map((name) => {
      const columns = db
        .sql<{ name: string; type: string; pk: number; hidden: number }>('SELECT * FROM pragma_table_xinfo(?)')
        .all(name)
        .filter((column) => column.hidden === 0);
      const key = columns.filter((column) => column.pk > 0).sort((a, b) => a.pk - b.pk);
      return {
        name,
        columns: columns.map((column) => ({ name: column.name, type: column.type })),
        where: ownRows[name] ? `NOT (${ownRows[name]})` : 'true',
        order: key.map((column) => `"${column.name}"`).join(', ') || 'rowid',
      };
    });
}

/** All tables but those in which SQLite keeps its own things. */
export function tableNames(db: Database): string[] {
  return db
    .sql<{ name: string }>(
      `SELECT name FROM pragma_table_list
       WHERE schema = 'main' AND type IN ('table', 'virtual') AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name`,
    )
    .all()
    .map((row) => row.name);
}
