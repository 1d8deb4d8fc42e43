/** Transfers between own accounts: found, suggested, linked and taken apart again. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { DomainError } from '#shared/contract/errors.ts';
import type { LinkedTransaction } from '#shared/contract/transactions.ts';
import type { TransferSuggestion } from '#shared/contract/transfers.ts';
import { addDays, daysBetween } from '#shared/dates.ts';
import { idFromBytes, idToBytes, newIdBytes } from '#shared/ids.ts';
import { pairTransfers, TRANSFER_DAYS, type PairOptions, type TransferPair } from '../../domain/transfers.ts';
import type { Ledger, Row, Writer } from '../../ledger/ledger.ts';
import type { Categorisation } from '../categorisation/service.ts';
import { createTransferRepository, type Movement, type OwnAccount, type Side } from './repository.ts';

/** Suggestions look back so far from the newest transaction, and read so many days at a time. */
const LOOK_BACK_DAYS = 730;
const SLICE_DAYS = 120;
/** A person may know of a transfer that took longer. */
const CANDIDATE_DAYS = 12;
const CANDIDATES = 20;

type Convert = NonNullable<PairOptions['convert']>;
export interface PairIds {
  outId: string;
  inId: string;
}

export function createTransferService(
  ledger: Ledger,
  categorisation: Pick<Categorisation, 'suggest'>,
  convert: Convert = () => null,
) {
  const reading = createTransferRepository(ledger.read);
  const writing = createTransferRepository(ledger.file.write);
  let known: { change: number; pairs: TransferPair<Side>[] } | null = null;

  async function allPairs(): Promise<TransferPair<Side>[]> {
    const change = reading.lastChange();
    if (known?.change === change) return known.pairs;
    const accounts = reading.accounts();
    const newest = reading.newestDate();
    const found: Movement[] = [];
    if (accounts.length > 1 && newest !== null) {
      for (let from = addDays(newest, -LOOK_BACK_DAYS); from <= newest; from = addDays(from, SLICE_DAYS)) {
        for (const { id } of accounts) found.push(...reading.movements(id, from, addDays(from, SLICE_DAYS - 1)));
        await nextTurn();
      }
    }
    const pairs = pairUp(reading, found, accounts);
    known = { change, pairs };
    return pairs;
  }

  function pairUp(
    repository: typeof reading,
    movements: Movement[],
    accounts: OwnAccount[],
    otherAccounts: Map<string, string> = new Map(),
  ): TransferPair<Side>[] {
    const transferCategories = repository.transferCategories();
    const likely = withCounterpart(movements, accounts, transferCategories);
    const sides = repository.sides(likely, transferCategories);
    for (const side of sides) side.otherAccountId = otherAccounts.get(side.id) ?? null;
    const dismissed = repository.dismissed();
    return pairTransfers(sides, {
      accountNames: new Map(accounts.map(({ id, name }) => [id, name])),
      convert,
      dismissed: (out, into) => dismissed.has(`${out.id} ${into.id}`),
    });
  }

  return {
    async suggestions(limit: number): Promise<{ pairs: TransferSuggestion[]; total: number }> {
      const pairs = await allPairs();
      return {
        total: pairs.length,
        pairs: pairs.slice(0, limit).map((pair) => ({ out: linkedOf(pair.out), in: linkedOf(pair.in), reason: reasonOf(pair) })),
      };
    },

    candidates(id: string): LinkedTransaction[] {
      const one = reading.linked(id);
      if (!one) throw gone();
      const rows = reading.opposite(id, addDays(one.date, -CANDIDATE_DAYS), addDays(one.date, CANDIDATE_DAYS));
      const apart = (row: LinkedTransaction): number => Math.abs(daysBetween(one.date, row.date));
      // Of other currencies the amount says little: nearest in value where a rate is known, else in time.
      const off = (row: LinkedTransaction): number => {
        if (row.currency === one.currency) return 0;
        const expected = convert(Math.abs(one.amountMinor), one.currency, row.currency, one.date);
        return expected === null ? 0.5 : Math.abs(Math.abs(row.amountMinor) - expected) / Math.max(1, expected);
      };
      return rows
        .filter((row) => off(row) <= 0.5)
        .sort((a, b) => off(a) - off(b) || apart(a) - apart(b))
        .slice(0, CANDIDATES);
    },

    async link(pairs: PairIds[]) {
      const label = pairs.length === 1 ? 'Linked a transfer' : `Linked ${pairs.length} transfers`;
      const { change } = await ledger.commit({ label }, (writer) => {
        const accounts = new Map(writing.accounts().map((account) => [account.id, account]));
        const categories = writing.transferCategories();
        for (const { outId, inId } of pairs) {
          const [out, into] = [writing.stored(outId), writing.stored(inId)];
          if (!out || !into) throw gone();
          check(out, into);
          linkSides(writer, [out, into], accounts, categories, 'user');
        }
      });
      return change;
    },

    async unlink(id: string) {
      const { change } = await ledger.commit({ label: 'Unlinked a transfer' }, (writer) => {
        const stored = writing.stored(id);
        if (!stored) throw gone();
        if (!stored.transfer_id) throw new DomainError('INVALID', 'This is not linked to another transaction.');
        const categories = writing.transferCategories();
        for (const side of writing.ofTransfer(stored.transfer_id)) {
          const given = side.category_source === 'rule' && side.split_count === 0 && categories.has(side.category_id ?? '');
          const guess = given
            ? categorisation.suggest({
                description: side.description,
                payeeId: side.payee_id,
                amountMinor: side.amount_minor,
                currency: side.currency,
              })
            : null;
          writer.update('txn', side.id, {
            transfer_id: null,
            ...(guess && {
              category_id: guess.categoryId,
              category_source: guess.source,
              confidence: guess.confidence,
              review: 1,
            }),
          });
        }
      });
      return change;
    },

    async dismiss(pairs: PairIds[]) {
      const label = pairs.length === 1 ? 'Said that a pair is no transfer' : `Said that ${pairs.length} pairs are no transfers`;
      const { change } = await ledger.commit({ label }, (writer) => {
        for (const { outId, inId } of pairs) {
          if (!writing.stored(outId) || !writing.stored(inId)) throw gone();
          writer.insert('transfer_dismissal', {
            id: newIdBytes(),
            out_txn_id: idToBytes(outId),
            in_txn_id: idToBytes(inId),
          });
        }
      });
      return change;
    },

    /**
     * Part of an import: links the transfers that its transactions are surely a side of. Answers how many were linked.
     * Only what could pair with the batch is read, with a pause after each account.
     */
    *linkImported(writer: Writer, batch: ImportedBatch): Generator<void, number> {
      const repository = createTransferRepository(writer.db);
      const accounts = repository.accounts();
      if (accounts.length < 2) return 0;
      const from = addDays(batch.from, -TRANSFER_DAYS);
      const to = addDays(batch.to, TRANSFER_DAYS);
      // In one currency the sizes are equal; between two, only what says transfer is looked at.
      const several = new Set(accounts.map((account) => account.currency)).size > 1;
      const told = several ? [...repository.transferCategories()] : [];
      const movements: Movement[] = [];
      for (const { id } of accounts) {
        movements.push(...repository.movementsLike(id, from, to, batch.sizes, told));
        yield;
      }
      const pairs = pairUp(repository, movements, accounts, batch.otherAccounts);
      const byId = new Map(accounts.map((account) => [account.id, account]));
      const categories = repository.transferCategories();
      let linked = 0;
      for (const { out, in: into, sure } of pairs) {
        if (!sure || (out.batchId !== batch.id && into.batchId !== batch.id)) continue;
        if (![out, into].every((side) => untouched(side, batch.id))) continue;
        linkSides(writer, [storedOf(out), storedOf(into)], byId, categories, 'rule');
        linked += 1;
      }
      return linked;
    },
  };
}

export interface ImportedBatch {
  id: string;
  from: string;
  to: string;
  /** The amounts of its transactions, without sign, each once. */
  sizes: number[];
  /** By the id of a transaction, the account that the file names as its other side. */
  otherAccounts: Map<string, string>;
}

export type TransferService = ReturnType<typeof createTransferService>;

/** A person has not said what it is, or said that it is a transfer. What comes in reconciled has not been seen here yet. */
function untouched(side: Side, batchId: string): boolean {
  return (side.status !== 'reconciled' || side.batchId === batchId) && (side.categorySource !== 'user' || side.transferCategory);
}

interface StoredSide {
  id: Uint8Array;
  accountId: string;
  categoryId: string | null;
}

function storedOf(side: Side): StoredSide {
  return { id: idToBytes(side.id), accountId: side.accountId, categoryId: side.categoryId };
}

type StoredRow = NonNullable<ReturnType<ReturnType<typeof createTransferRepository>['stored']>>;

/** @throws DomainError INVALID unless they can be the two sides of one transfer. */
function check(out: StoredRow, into: StoredRow): void {
  const invalid = (message: string): DomainError => new DomainError('INVALID', message, 'inId');
  if (out.amount_minor >= 0 || into.amount_minor <= 0) {
    throw invalid('A transfer is money out of one account and money in to another.');
  }
  if (Buffer.compare(out.account_id, into.account_id) === 0) throw invalid('Both are in the same account.');
  if (out.split_count > 0 || into.split_count > 0) throw invalid('One of them is split. Make it whole again first.');
  if (out.transfer_id || into.transfer_id) throw invalid('One of them is linked already. Unlink it first.');
  if (out.currency === into.currency && out.amount_minor !== -into.amount_minor) throw invalid('The amounts are not equal.');
}

/** Both sides carry one id; without a transfer category they would count as income and spending, so they get one. */
function linkSides(
  writer: Writer,
  sides: [StoredSide | StoredRow, StoredSide | StoredRow],
  accounts: Map<string, OwnAccount>,
  transferCategories: Set<string>,
  source: 'user' | 'rule',
): void {
  const transferId = newIdBytes();
  const kinds = sides.map((side) => accounts.get('accountId' in side ? side.accountId : idFromBytes(side.account_id))?.kind);
  const categoryId = kinds.includes('credit')
    ? 'transfer.card_payment'
    : kinds.includes('savings') || kinds.includes('investment')
      ? 'transfer.savings_investment'
      : 'transfer.between_accounts';
  for (const side of sides) {
    const current = 'accountId' in side ? side.categoryId : side.category_id;
    const category: Row =
      current !== null && transferCategories.has(current)
        ? { review: 0 }
        : { category_id: categoryId, category_source: source, rule_id: null, confidence: null, review: 0 };
    writer.update('txn', side.id, { transfer_id: transferId, ...category });
  }
}

/**
 * The movements that have an equal and opposite one in another account in time, or could have one in another currency
 * since their category says transfer. It leaves few of many, before any text is read.
 */
function withCounterpart(
  movements: Movement[],
  accounts: OwnAccount[],
  transferCategories: Set<string>,
): Buffer[] {
  const currencies = new Map(accounts.map(({ id, currency }) => [id, currency]));
  const several = new Set(currencies.values()).size > 1;
  const bySize = new Map<number, Movement[]>();
  const likely: Buffer[] = [];
  for (const movement of movements) {
    const size = Math.abs(movement.amountMinor);
    const group = bySize.get(size);
    if (group) group.push(movement);
    else bySize.set(size, [movement]);
  }
  for (const group of bySize.values()) {
    group.sort((a, b) => (a.date < b.date ? -1 : 1));
    group.forEach((movement, at) => {
      const near = (step: 1 | -1): boolean => {
        for (let other = at + step; group[other]; other += step) {
          const candidate = group[other] as Movement;
          if (Math.abs(daysBetween(movement.date, candidate.date)) > TRANSFER_DAYS) return false;
          if (
            candidate.accountId !== movement.accountId &&
            candidate.amountMinor === -movement.amountMinor &&
            currencies.get(candidate.accountId) === currencies.get(movement.accountId)
          ) {
            return true;
          }
        }
        return false;
      };
      const told = several && movement.categoryId !== null && transferCategories.has(movement.categoryId);
      if (movement.amountMinor !== 0 && (told || near(1) || near(-1))) likely.push(movement.id);
    });
  }
  return likely;
}

function linkedOf({ id, accountId, date, payee, amountMinor, currency }: Side): LinkedTransaction {
  return { id, accountId, date, payee, amountMinor, currency };
}

function reasonOf({ out, in: into, says, converted }: TransferPair<Side>): string {
  const apart = Math.abs(daysBetween(out.date, into.date));
  return [
    converted ? 'the same amount, converted' : 'the same amount',
    apart === 0 ? 'on one day' : apart === 1 ? 'a day apart' : `${apart} days apart`,
    ...(says ? ['the text says transfer'] : []),
  ].join(', ');
}

function gone(): DomainError {
  return new DomainError('NOT_FOUND', 'That transaction is not there any more.');
}
