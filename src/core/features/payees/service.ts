import { DomainError } from '#shared/contract/errors.ts';
import { foldName } from '#shared/fold-name.ts';
import type { Payee } from '#shared/contract/payees.ts';
import { idFromBytes, idToBytes, newIdBytes } from '#shared/ids.ts';
import type { Ledger, Writer } from '../../ledger/ledger.ts';
import { renamePayeeInRules } from '../rules/rename-in-rules.ts';
import { createPayeeRepository, type StoredPayee } from './repository.ts';

/** Rows between two pauses. */
const STEP_ROWS = 250;

export function createPayeeService(ledger: Ledger) {
  const reading = createPayeeRepository(ledger.read);

  return {
    list(text: string, offset: number, limit: number): { payees: Payee[]; total: number } {
      const counts = reading.transactionCounts();
      const used = reading
        .named(text)
        .map((payee) => ({ payee, transactions: counts.get(payee.id.toString('hex')) ?? 0 }))
        .filter(({ transactions }) => transactions > 0)
        .sort((a, b) => b.transactions - a.transactions || (a.payee.folded < b.payee.folded ? -1 : 1));
      return {
        payees: used.slice(offset, offset + limit).map(({ payee, transactions }) => ({
          id: idFromBytes(payee.id),
          name: payee.name,
          transactions,
          defaultCategoryId: payee.default_category_id,
          otherNames: reading.aliasesOf(payee.id).map((alias) => alias.name),
        })),
        total: used.length,
      };
    },

    async rename(id: string, name: string) {
      const before = required(reading.byId(idToBytes(id)));
      const { change } = await ledger.commit({ label: `Renamed ${before.name} to ${name}` }, (writer) => {
        const payee = required(createPayeeRepository(writer.db).byId(idToBytes(id)));
        const folded = foldName(name) || name;
        if (folded !== payee.folded) {
          takeName(writer, payee, name);
          addAlias(writer, payee);
        }
        writer.update('payee', payee.id, { name, folded });
        renamePayeeInRules(writer, payee.name, name);
      });
      return change;
    },

    async merge(id: string, others: string[]) {
      const target = required(reading.byId(idToBytes(id)));
      const first = required(reading.byId(idToBytes(others[0] ?? id)));
      const label = `Merged ${others.length === 1 ? first.name : `${others.length} payees`} into ${target.name}`;
      const { change } = await ledger.commitInSteps({ label }, function* (writer) {
        const payees = createPayeeRepository(writer.db);
        for (const otherId of others) {
          if (otherId === id) throw new DomainError('INVALID', 'A payee cannot be merged into itself.', 'others');
          yield* mergeOne(writer, idToBytes(id), required(payees.byId(idToBytes(otherId))));
        }
      });
      return change;
    },

    async setDefaultCategory(id: string, categoryId: string | null) {
      const { name } = required(reading.byId(idToBytes(id)));
      const { change } = await ledger.commit({ label: `Changed the usual category of ${name}` }, (writer) => {
        if (categoryId !== null) requireCategory(writer, categoryId);
        required(createPayeeRepository(writer.db).byId(idToBytes(id)));
        writer.update('payee', idToBytes(id), { default_category_id: categoryId });
      });
      return change;
    },

    async forgetName(id: string, name: string) {
      const { change } = await ledger.commit({ label: `${name} is a payee of its own again` }, (writer) => {
        const alias = createPayeeRepository(writer.db).aliasOf(name);
        if (!alias || Buffer.compare(alias.payee_id, idToBytes(id)) !== 0) {
          throw new DomainError('NOT_FOUND', 'That name does not lead here any more.', 'name');
        }
        writer.remove('payee_alias', alias.id);
      });
      return change;
    },
  };
}

export type PayeeService = ReturnType<typeof createPayeeService>;

/** @throws DomainError CONFLICT when the name is another payee's, or leads to another. */
function takeName(writer: Writer, payee: StoredPayee, name: string): void {
  const payees = createPayeeRepository(writer.db);
  const alias = payees.aliasOf(name);
  if (alias && Buffer.compare(alias.payee_id, payee.id) !== 0) {
    const leadsTo = payees.nameOf(alias.payee_id);
    throw new DomainError('CONFLICT', `${alias.name} leads to ${leadsTo}. Merge the two, or choose another name.`, 'name');
  }
  if (alias) writer.remove('payee_alias', alias.id);
  const holder = payees.holderOf(name);
  if (holder && holder.deleted_change === null) {
    throw new DomainError('CONFLICT', `There is ${holder.name} already. Merge the two, or choose another name.`, 'name');
  }
  // One that was merged away gives the name up.
  if (holder) writer.update('payee', holder.id, { folded: `${holder.folded} ${holder.id.toString('hex')}` });
}

function* mergeOne(writer: Writer, targetId: Uint8Array, other: StoredPayee): Generator<void, void> {
  const payees = createPayeeRepository(writer.db);
  const target = required(payees.byId(targetId));
  const { descriptions, transactions } = payees.usesOf(other.id);
  let done = 0;
  for (const raw of descriptions) {
    writer.update('description', raw, { payee_id: target.id });
    if (++done % STEP_ROWS === 0) yield;
  }
  for (const txn of transactions) {
    writer.update('txn', txn, { payee_id: target.id });
    if (++done % STEP_ROWS === 0) yield;
  }
  for (const alias of payees.aliasesOf(other.id)) writer.update('payee_alias', alias.id, { payee_id: target.id });
  if (target.default_category_id === null && other.default_category_id !== null) {
    writer.update('payee', target.id, { default_category_id: other.default_category_id });
  }
  writer.remove('payee', other.id);
  addAlias(writer, { ...other, id: target.id });
  renamePayeeInRules(writer, other.name, target.name);
}

/** From now on the name leads to the payee. */
function addAlias(writer: Writer, { id, name, folded }: Pick<StoredPayee, 'id' | 'name' | 'folded'>): void {
  writer.insert('payee_alias', { id: newIdBytes(), payee_id: id, name, folded });
}

function requireCategory(writer: Writer, id: string): void {
  const found = writer.db.sql('SELECT 1 FROM category WHERE id = ? AND parent_id IS NOT NULL AND deleted_change IS NULL').get(id);
  if (!found) throw new DomainError('NOT_FOUND', 'That category is not there any more.', 'categoryId');
}

function required(payee: StoredPayee | undefined): StoredPayee {
  if (!payee) throw new DomainError('NOT_FOUND', 'That payee is not there any more.');
  return payee;
}
