import type { z } from 'zod';
import type { accountInput } from '#shared/contract/accounts.ts';
import { DomainError } from '#shared/contract/errors.ts';
import { idFromBytes, idToBytes, newIdBytes } from '#shared/ids.ts';
import type { Ledger, Row, Writer } from '../../ledger/ledger.ts';
import { createAccountRepository } from './repository.ts';

type Input = z.output<typeof accountInput>;

export function createAccountService(ledger: Ledger) {
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
      opening_balance_minor: input.openingBalanceMinor,
      opened_on: input.openedOn,
      position: writing.nextPosition(),
    });
    return id;
  };

  return {
    list: () => reading.list(),

    insert,

    async create(input: Input) {
      const { change, result } = await ledger.commit({ label: `Added account ${input.name}` }, (writer) =>
        insert(writer, input),
      );
      return { ...change, id: idFromBytes(result) };
    },

    async update(id: string, patch: Partial<Input> & { closedOn?: string | null | undefined }) {
      const account = writing.find(id);
      if (!account) throw gone();
      if (patch.currency && patch.currency !== account.currency && account.transactionCount > 0) {
        throw new DomainError(
          'INVALID',
          `This account has transactions in ${account.currency}. Add another account for ${patch.currency}.`,
          'currency',
        );
      }
      const columns: Row = {};
      if (patch.name !== undefined) columns['name'] = patch.name;
      if (patch.kind !== undefined) columns['kind'] = patch.kind;
      if (patch.currency !== undefined) columns['currency'] = patch.currency;
      if (patch.institution !== undefined) columns['institution'] = patch.institution;
      if (patch.openingBalanceMinor !== undefined) columns['opening_balance_minor'] = patch.openingBalanceMinor;
      if (patch.openedOn !== undefined) columns['opened_on'] = patch.openedOn;
      if (patch.closedOn !== undefined) columns['closed_on'] = patch.closedOn;
      const { change } = await ledger.commit({ label: `Changed account ${account.name}` }, (writer) =>
        writer.update('account', idToBytes(id), columns),
      );
      return change;
    },

    async remove(id: string) {
      const account = writing.find(id);
      if (!account) throw gone();
      const { change } = await ledger.commit({ label: `Deleted account ${account.name}` }, (writer) => {
        for (const txnId of writing.transactionIds(id)) writer.remove('txn', txnId);
        writer.remove('account', idToBytes(id));
      });
      return change;
    },
  };
}

export type AccountService = ReturnType<typeof createAccountService>;

function gone(): DomainError {
  return new DomainError('NOT_FOUND', 'That account is not there any more.');
}
