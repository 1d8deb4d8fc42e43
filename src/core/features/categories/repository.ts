import { categoryIcon, type Category, type CategoryIcon } from '#shared/contract/categories.ts';
import { categoryTree } from '#shared/taxonomy.ts';
import type { Database } from '../../ledger/database.ts';
import { ledgerTables, type LedgerTable } from '../../ledger/patches.ts';

/** A category as the ledger holds it. */
export interface StoredCategory {
  id: string;
  parent_id: string | null;
  name: string;
  kind: Category['kind'];
  color: string;
  icon: string | null;
  hidden: number;
  position: number;
}

const builtIn = new Set(categoryTree().map((entry) => entry.id));

/** What the shipped groups wear until a person chooses something else. */
const GROUP_ICONS: Readonly<Record<string, CategoryIcon>> = {
  income: 'banknote',
  transfer: 'arrow-left-right',
  loan_payments: 'landmark',
  bank_fees: 'percent',
  entertainment: 'ticket',
  food_drink: 'utensils',
  shopping: 'shopping-bag',
  home: 'sofa',
  health: 'heart-pulse',
  personal_care: 'scissors',
  services: 'wrench',
  government: 'building-2',
  transport: 'car',
  travel: 'plane',
  housing_utilities: 'house',
};

export function createCategoryRepository(db: Database) {
  return {
    /** Groups in their order, each before its leaves. */
    list(): Category[] {
      const rows = db
        .sql<StoredCategory & { group_icon: string | null }>(
          `SELECT c.id, c.parent_id, c.name, c.kind, c.color, c.icon, c.hidden, c.position, g.icon AS group_icon
           FROM category c LEFT JOIN category g ON g.id = c.parent_id
           WHERE c.deleted_change IS NULL
           ORDER BY coalesce(g.position, c.position), coalesce(g.id, c.id), c.parent_id IS NOT NULL, c.position, c.name`,
        )
        .all();
      return rows.map((row) => ({
        id: row.id,
        parentId: row.parent_id,
        name: row.name,
        kind: row.kind,
        color: row.color,
        icon: iconOf(row.icon) ?? iconOf(row.group_icon) ?? GROUP_ICONS[row.parent_id ?? row.id] ?? null,
        hidden: row.hidden === 1,
        position: row.position,
        builtIn: builtIn.has(row.id),
      }));
    },

    byId(id: string): StoredCategory | undefined {
      return db.sql<StoredCategory>('SELECT * FROM category WHERE id = ? AND deleted_change IS NULL').get(id);
    },

    /** Deleted ones too. */
    ever(id: string): (StoredCategory & { deleted_change: number | null }) | undefined {
      return db.sql<StoredCategory & { deleted_change: number | null }>('SELECT * FROM category WHERE id = ?').get(id);
    },

    /** In their order; of null, the groups. */
    childrenOf(parentId: string | null): StoredCategory[] {
      return db
        .sql<StoredCategory>('SELECT * FROM category WHERE parent_id IS ? AND deleted_change IS NULL ORDER BY position, name')
        .all(parentId);
    },

    /** Transactions and parts of split ones, by category. */
    allocationCounts(): Map<string, number> {
      return counts(
        db
          .sql<Count>('SELECT category_id AS id, sum(allocation_count) AS n FROM monthly_summary GROUP BY category_id HAVING n > 0')
          .all(),
      );
    },

    payeeCounts(): Map<string, number> {
      return counts(
        db
          .sql<Count>(
            `SELECT default_category_id AS id, count(*) AS n FROM payee
             WHERE default_category_id IS NOT NULL AND deleted_change IS NULL GROUP BY default_category_id`,
          )
          .all(),
      );
    },

    /** Transactions and parts of a category; deleted ones too, for an undo may bring them back. */
    transactionsOf(id: string): { txns: Buffer[]; splits: Buffer[] } {
      const ids = (sql: string): Buffer[] =>
        db
          .sql<{ id: Buffer }>(sql)
          .all(id)
          .map((row) => row.id);
      return {
        txns: [
          ...ids('SELECT id FROM txn WHERE category_id = ? AND deleted_change IS NULL'),
          // This index holds both columns, so no row is looked up.
          ...ids('SELECT id FROM txn INDEXED BY txn_by_account WHERE category_id = ? AND deleted_change IS NOT NULL'),
        ],
        splits: ids('SELECT id FROM split WHERE category_id = ?'),
      };
    },

    /** Columns of other tables that name a category, read from the schema: what a later version adds follows by itself. */
    namingColumns(): { table: LedgerTable; column: string; required: boolean }[] {
      return db
        .sql<{ table: LedgerTable; column: string; required: number }>(
          `SELECT t.name AS "table", f."from" AS "column", c."notnull" AS required
           FROM pragma_table_list t JOIN pragma_foreign_key_list(t.name) f JOIN pragma_table_info(t.name) c ON c.name = f."from"
           WHERE t.schema = 'main' AND f."table" = 'category' AND t.name NOT IN ('category', 'txn', 'split')`,
        )
        .all()
        .filter(({ table }) => ledgerTables.includes(table))
        .map(({ table, column, required }) => ({ table, column, required: required === 1 }));
    },

    /** The rows of such a column that name the category. */
    naming({ table, column }: { table: LedgerTable; column: string }, id: string): Buffer[] {
      return db
        .sql<{ id: Buffer }>(`SELECT id FROM ${table} WHERE "${column}" = ?`)
        .all(id)
        .map((row) => row.id);
    },
  };
}

export function isBuiltIn(id: string): boolean {
  return builtIn.has(id);
}

interface Count {
  id: string;
  n: number;
}

function counts(rows: Count[]): Map<string, number> {
  return new Map(rows.map(({ id, n }) => [id, n]));
}

/** Null for a name that another version of the app knew. */
function iconOf(name: string | null): CategoryIcon | null {
  return categoryIcon.safeParse(name).data ?? null;
}
