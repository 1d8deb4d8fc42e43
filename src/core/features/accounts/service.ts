import type { z } from 'zod';
import type { accountInput } from '#shared/contract/accounts.ts';
import { DomainError } from '#shared/contract/errors.ts';
import { idFromBytes, idToBytes, newIdBytes } from '#shared/ids.ts';
import { formatMinor } from '#shared/money.ts';
import type { Ledger, Row, Writer } from '../../ledger/ledger.ts';
import type { Clock } from '../../ports.ts';
import { readOverview } from './overview.ts';
import { readRegister } from './register.ts';
import { createAccountRepository } from './repository.ts';

type Input = z.output<typeof accountInput>;
interface ValuationInput {
  accountId: string;
  date: string;
  amountMinor: number;
  note: string;
}

export function createAccountService(ledger: Ledger, clock: Clock) {
  const reading = createAccountRepository(ledger.read);
  const writing = createAccountRepository(ledger.file.write);

  const insert = (writer: Writer, input: Input): Uint8Array => {
    const id = newIdBytes();
    writer.insert('account', {
      id,
      name: input.name,
      kind: input.kind,
      currency: input.currency,
      institution: input.institution,
      number: input.number ?? null,
      note: input.note ?? '',
      opening_balance_minor: input.openingBalanceMinor,
      opened_on: input.openedOn,
      position: writing.nextPosition(),
    });
    return id;
  };

  const existing = (id: string) => {
    const account = writing.find(id);
    if (!account) throw gone();
    return account;
  };

  return {
    list: () => reading.list(),

    overview: () => readOverview(ledger.read, clock.today()),

    register: (accountId: string, cursor: string | null, limit: number) =>
      readRegister(ledger.read, accountId, cursor, limit),

    insert,

    async create(input: Input) {
      const { change, result } = await ledger.commit({ label: `Added account ${input.name}` }, (writer) =>
        insert(writer, input),
      );
      return { ...change, id: idFromBytes(result) };
    },

    async update(id: string, patch: Partial<Input>) {
      const account = existing(id);
      if (patch.currency && patch.currency !== account.currency && (account.transactionCount > 0 || account.valuedOn)) {
        throw new DomainError(
          'INVALID',
          `This account has ${account.transactionCount > 0 ? 'transactions' : 'values'} in ${account.currency}. ` +
            `Add another account for ${patch.currency}.`,
          'currency',
        );
      }
      const columns: Row = {};
      if (patch.name !== undefined) columns['name'] = patch.name;
      if (patch.kind !== undefined) columns['kind'] = patch.kind;
      if (patch.currency !== undefined) columns['currency'] = patch.currency;
      if (patch.institution !== undefined) columns['institution'] = patch.institution;
      if (patch.number !== undefined) columns['number'] = patch.number;
      if (patch.note !== undefined) columns['note'] = patch.note;
      if (patch.openingBalanceMinor !== undefined) columns['opening_balance_minor'] = patch.openingBalanceMinor;
      if (patch.openedOn !== undefined) columns['opened_on'] = patch.openedOn;
      const { change } = await ledger.commit({ label: `Changed account ${account.name}` }, (writer) =>
        writer.update('account', idToBytes(id), columns),
      );
      return change;
    },

    /** Accounts that are not named keep their order, after those that are. */
    async reorder(ids: string[]) {
      const { change } = await ledger.commit({ label: 'Changed the order of accounts' }, (writer) => {
        const all = writing.list().map((account) => account.id);
        if (ids.some((id) => !all.includes(id))) throw gone();
        const order = [...new Set([...ids, ...all])];
        order.forEach((id, index) => writer.update('account', idToBytes(id), { position: index + 1 }));
      });
      return change;
    },

    async close(id: string, date: string, anyway: boolean) {
      const account = existing(id);
      const last = writing.lastActivity(id);
      if (last && date < last) {
        throw new DomainError('INVALID', `It has a transaction of ${last}. Close it on that day or later.`, 'date');
      }
      if (account.openedOn && date < account.openedOn) {
        throw new DomainError('INVALID', `It was opened on ${account.openedOn}. Close it on that day or later.`, 'date');
      }
      if (account.valueMinor !== 0 && !anyway) {
        const held = formatMinor(account.valueMinor, account.currency);
        throw new DomainError(
          'CONFLICT',
          `${account.name} still stands at ${held} ${account.currency}. Move that first, or close it all the same.`,
        );
      }
      const { change } = await ledger.commit({ label: `Closed account ${account.name}` }, (writer) =>
        writer.update('account', idToBytes(id), { closed_on: date }),
      );
      return change;
    },

    async reopen(id: string) {
      const account = existing(id);
      const { change } = await ledger.commit({ label: `Opened account ${account.name} again` }, (writer) =>
        writer.update('account', idToBytes(id), { closed_on: null }),
      );
      return change;
    },

    async remove(id: string) {
      const account = existing(id);
      if (account.transactionCount > 0) {
        throw new DomainError(
          'CONFLICT',
          `${account.name} has ${account.transactionCount} ` +
            `${account.transactionCount === 1 ? 'transaction' : 'transactions'}. Close it instead: its history stays.`,
        );
      }
      const { change } = await ledger.commit({ label: `Deleted account ${account.name}` }, (writer) => {
        for (const value of writing.valuations(id)) writer.remove('valuation', idToBytes(value.id));
        writer.remove('account', idToBytes(id));
      });
      return change;
    },

    valuations: (accountId: string) => reading.valuations(accountId),

    async setValuation({ accountId, date, amountMinor, note }: ValuationInput) {
      const account = existing(accountId);
      if (date > clock.today()) {
        throw new DomainError('INVALID', 'That day has yet to come. Enter what it is worth now.', 'date');
      }
      const { change } = await ledger.commit({ label: `Valued ${account.name}` }, (writer) => {
        const same = writing.valuationOn(accountId, date);
        if (same) writer.update('valuation', same, { amount_minor: amountMinor, note });
        else {
          writer.insert('valuation', {
            id: newIdBytes(),
            account_id: idToBytes(accountId),
            date,
            amount_minor: amountMinor,
            note,
          });
        }
      });
      return change;
    },

    async removeValuation(id: string) {
      const found = writing.findValuation(id);
      if (!found) throw new DomainError('NOT_FOUND', 'That value is not there any more.');
      const { change } = await ledger.commit({ label: `Deleted a value of ${existing(found.accountId).name}` }, (writer) =>
        writer.remove('valuation', idToBytes(id)),
      );
      return change;
    },
  };
}

export type AccountService = ReturnType<typeof createAccountService>;

function gone(): DomainError {
  return new DomainError('NOT_FOUND', 'That account is not there any more.');
}
