import { DomainError } from '#shared/contract/errors.ts';
import type { Category, CategoryInput, CategoryPatch, CategoryUse } from '#shared/contract/categories.ts';
import { newId } from '#shared/ids.ts';
import { categoryTree } from '#shared/taxonomy.ts';
import type { Database } from '../../ledger/database.ts';
import type { Ledger, Row, Writer } from '../../ledger/ledger.ts';
import type { LedgerTable } from '../../ledger/patches.ts';
import { foldName } from '#shared/fold-name.ts';
import { ruleCountsByCategory } from '../rules/category-counts.ts';
import { reassignRules } from '../rules/reassign-rules.ts';
import { createCategoryRepository, type StoredCategory } from './repository.ts';
import { TRANSFER_CATEGORY } from './transfer-category.ts';

/** Rows between two pauses. */
const STEP_ROWS = 250;

export function createCategoryService(ledger: Ledger) {
  const reading = createCategoryRepository(ledger.read);

  return {
    list: (): Category[] => reading.list(),

    uses(): CategoryUse[] {
      const transactions = reading.allocationCounts();
      const payees = reading.payeeCounts();
      const rules = ruleCountsByCategory(ledger.read);
      return reading
        .list()
        .map(({ id }) => ({
          id,
          transactions: transactions.get(id) ?? 0,
          rules: rules.get(id) ?? 0,
          payees: payees.get(id) ?? 0,
        }))
        .filter((use) => use.transactions + use.rules + use.payees > 0);
    },

    async create(input: CategoryInput) {
      const id = newId();
      const { change } = await ledger.commit({ label: `Added the category ${input.name}` }, (writer) => {
        const categories = createCategoryRepository(writer.db);
        const parentId = input.parentId;
        const group = parentId === null ? null : requireGroup(categories.byId(parentId));
        const kind = group?.kind ?? input.kind;
        if (!kind) throw new DomainError('INVALID', 'Say whether the group is for income, spending or transfers.', 'kind');
        const siblings = categories.childrenOf(parentId);
        requireFreeName(siblings, input.name, null);
        writer.insert('category', {
          id,
          parent_id: parentId,
          name: input.name,
          kind,
          color: input.color ?? group?.color ?? '#6b7280',
          icon: input.icon ?? null,
          position: Math.max(-1, ...siblings.map((sibling) => sibling.position)) + 1,
        });
      });
      return { ...change, id };
    },

    async update(id: string, patch: CategoryPatch) {
      const label = describeUpdate(reading.byId(id)?.name ?? 'a category', patch);
      const { change } = await ledger.commit({ label }, (writer) => {
        const categories = createCategoryRepository(writer.db);
        const stored = required(categories.byId(id));
        const columns: Row = {};
        if (patch.name !== undefined) {
          requireFreeName(categories.childrenOf(stored.parent_id), patch.name, id);
          columns['name'] = patch.name;
        }
        if (patch.icon !== undefined) columns['icon'] = patch.icon;
        if (patch.hidden !== undefined) columns['hidden'] = patch.hidden ? 1 : 0;
        if (patch.color !== undefined) {
          columns['color'] = patch.color;
          for (const leaf of categories.childrenOf(id)) {
            if (leaf.color === stored.color) writer.update('category', leaf.id, { color: patch.color });
          }
        }
        writer.update('category', id, columns);
      });
      return change;
    },

    async move(id: string, parentId: string | null, to: number) {
      const label = `Moved the category ${reading.byId(id)?.name ?? ''}`.trim();
      const { change } = await ledger.commit({ label }, (writer) => {
        const categories = createCategoryRepository(writer.db);
        const stored = required(categories.byId(id));
        if ((stored.parent_id === null) !== (parentId === null)) {
          throw new DomainError('INVALID', 'Categories stand in groups, and groups in no other group.', 'parentId');
        }
        const group = parentId === null ? null : requireGroup(categories.byId(parentId));
        if (id === TRANSFER_CATEGORY && group?.kind !== 'transfer') requireRemovable(stored);
        const siblings = categories.childrenOf(parentId).filter((sibling) => sibling.id !== id);
        if (parentId !== stored.parent_id) {
          requireFreeName(siblings, stored.name, null);
          writer.update('category', id, { parent_id: parentId, kind: group?.kind ?? stored.kind });
        }
        siblings.splice(to, 0, stored);
        siblings.forEach((sibling, position) => writer.update('category', sibling.id, { position }));
      });
      return change;
    },

    async merge(id: string, into: string) {
      const [from, target] = [required(reading.byId(id)), required(reading.byId(into))];
      const label = `Merged the category ${from.name} into ${target.name}`;
      const { change, result } = await ledger.commitInSteps({ label }, function* (writer) {
        const categories = createCategoryRepository(writer.db);
        const stored = required(categories.byId(id));
        const goal = required(categories.byId(into));
        requireRemovable(stored);
        if (id === into) throw new DomainError('INVALID', 'Choose another category to merge into.', 'into');
        if ((stored.parent_id === null) !== (goal.parent_id === null)) {
          throw new DomainError('INVALID', 'A category merges into a category, a group into a group.', 'into');
        }
        const moved = yield* giveUses(writer, id, into);
        if (stored.parent_id === null) yield* mergeLeaves(writer, id, goal);
        writer.update('category', id, { replaced_by: into });
        writer.remove('category', id);
        return moved;
      });
      return { ...change, transactions: result };
    },

    async remove(id: string, reassignTo: string | null) {
      const label = `Deleted the category ${required(reading.byId(id)).name}`;
      const { change, result } = await ledger.commitInSteps({ label }, function* (writer) {
        const categories = createCategoryRepository(writer.db);
        const stored = required(categories.byId(id));
        const doomed = [...categories.childrenOf(id), stored];
        doomed.forEach(requireRemovable);
        if (reassignTo !== null) {
          const goal = categories.byId(reassignTo);
          if (!goal || goal.parent_id === null || doomed.some((category) => category.id === reassignTo)) {
            throw new DomainError('INVALID', 'Choose a category that stays.', 'reassignTo');
          }
        }
        let moved = 0;
        for (const category of doomed) {
          moved += yield* giveUses(writer, category.id, reassignTo);
          if (reassignTo !== null) writer.update('category', category.id, { replaced_by: reassignTo });
          writer.remove('category', category.id);
        }
        return moved;
      });
      return { ...change, transactions: result };
    },

    async restoreDefaults() {
      const { change } = await ledger.commit({ label: 'Restored the categories that came with Saldo' }, (writer) => {
        for (const [position, entry] of categoryTree().entries()) {
          writer.update('category', entry.id, {
            parent_id: entry.parentId,
            name: entry.name,
            kind: entry.kind,
            color: entry.color,
            icon: null,
            hidden: 0,
            position,
            replaced_by: null,
            deleted_change: null,
          });
        }
      });
      return change;
    },
  };
}

export type CategoryService = ReturnType<typeof createCategoryService>;

/** The shipped tree, put into a new ledger; leaves that a later version brings are added, nothing is overwritten. */
export function addShippedCategories(db: Database): void {
  const insert = db.sql(
    `INSERT INTO category (id, parent_id, name, kind, color, position) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
  );
  categoryTree().forEach((entry, index) => {
    insert.run(entry.id, entry.parentId, entry.name, entry.kind, entry.color, index);
  });
}

/** The leaves of a group go to another; those whose name is there already become one with it. */
function* mergeLeaves(writer: Writer, fromGroup: string, goal: StoredCategory): Generator<void, void> {
  const categories = createCategoryRepository(writer.db);
  const there = categories.childrenOf(goal.id);
  let position = Math.max(-1, ...there.map((leaf) => leaf.position)) + 1;
  for (const leaf of categories.childrenOf(fromGroup)) {
    const same = there.find((other) => foldName(other.name) === foldName(leaf.name));
    if (same) {
      requireRemovable(leaf);
      yield* giveUses(writer, leaf.id, same.id);
      writer.update('category', leaf.id, { replaced_by: same.id });
      writer.remove('category', leaf.id);
    } else {
      writer.update('category', leaf.id, { parent_id: goal.id, kind: goal.kind, position: position++ });
    }
  }
}

/** Everything that named one category names the other, or none. Answers how many transactions and parts that were. */
function* giveUses(writer: Writer, from: string, to: string | null): Generator<void, number> {
  const uses = createCategoryRepository(writer.db).transactionsOf(from);
  // Without a category there is nothing that was chosen or guessed.
  const columns: Row =
    to === null ? { category_id: null, category_source: null, confidence: null, review: 1 } : { category_id: to };
  let done = 0;
  for (; done < uses.txns.length; done += STEP_ROWS) {
    const step = uses.txns.slice(done, done + STEP_ROWS);
    writer.expect(step);
    for (const id of step) writer.update('txn', id, columns);
    yield;
  }
  done = uses.txns.length;
  for (const id of uses.splits) {
    writer.update('split', id, { category_id: to });
    if (++done % STEP_ROWS === 0) yield;
  }
  giveNames(writer, from, to);
  reassignRules(writer, from, to);
  return done;
}

/** The same in every other table. A row that must name a category, and has none to name, goes. */
function giveNames(writer: Writer, from: string, to: string | null): void {
  const categories = createCategoryRepository(writer.db);
  for (const naming of categories.namingColumns()) {
    for (const id of categories.naming(naming, from)) {
      if (to === null && naming.required) writer.remove(naming.table, id);
      else giveName(writer, naming, id, to);
    }
  }
}

function giveName(writer: Writer, { table, column }: { table: LedgerTable; column: string }, id: Buffer, to: string | null): void {
  try {
    writer.update(table, id, { [column]: to });
  } catch (error) {
    // The other category has such a row already, a budget for instance: that one stays.
    if ((error as { code?: string }).code !== 'SQLITE_CONSTRAINT_UNIQUE') throw error;
    writer.remove(table, id);
  }
}

function required(category: StoredCategory | undefined): StoredCategory {
  if (!category) throw new DomainError('NOT_FOUND', 'That category is not there any more.');
  return category;
}

function requireGroup(category: StoredCategory | undefined): StoredCategory {
  if (!category) throw new DomainError('NOT_FOUND', 'That group is not there any more.', 'parentId');
  if (category.parent_id !== null) throw new DomainError('INVALID', 'That is a category, not a group.', 'parentId');
  return category;
}

function requireFreeName(siblings: readonly StoredCategory[], name: string, self: string | null): void {
  const taken = siblings.find((sibling) => sibling.id !== self && foldName(sibling.name) === foldName(name));
  if (taken) throw new DomainError('CONFLICT', `There is ${taken.name} already. Merge them, or choose another name.`, 'name');
}

function requireRemovable(category: StoredCategory): void {
  const transfers = TRANSFER_CATEGORY.split('.')[0];
  if (category.id === TRANSFER_CATEGORY || category.id === transfers) {
    throw new DomainError('INVALID', `Transfers between accounts are booked under ${category.name}. Rename or hide it instead.`);
  }
}

function describeUpdate(name: string, patch: CategoryPatch): string {
  if (patch.name !== undefined && patch.name !== name) return `Renamed the category ${name} to ${patch.name}`;
  if (patch.hidden !== undefined) return `${patch.hidden ? 'Hid' : 'Showed'} the category ${name}`;
  return `Changed the looks of ${name}`;
}
