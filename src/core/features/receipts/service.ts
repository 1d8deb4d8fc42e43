/** Receipts: kept, read in turn, looked at by a person, and then part of a transaction. */
import {
  MAX_RECEIPT_BYTES,
  type Receipt,
  type ReceiptDetail,
  type ReceiptDraft,
  type ReceiptMatch,
} from '#shared/contract/receipts.ts';
import { DomainError } from '#shared/contract/errors.ts';
import { addDays, type PlainDate } from '#shared/dates.ts';
import { foldName } from '#shared/fold-name.ts';
import { idFromBytes, idToBytes, newIdBytes } from '#shared/ids.ts';
import { BOOKED_BEFORE, BOOKED_WITHIN, matchReceipt, type ReceiptFacts } from '../../domain/receipts/match-receipt.ts';
import type { Ledger, Writer } from '../../ledger/ledger.ts';
import type { AttachmentStore, Clock } from '../../ports.ts';
import type { AccountService } from '../accounts/service.ts';
import type { AttachmentService } from '../attachments/service.ts';
import type { TransactionService } from '../transactions/service.ts';
import type { ReadingQueue } from './reading-queue.ts';
import { createReceiptRepository, type StoredReceipt } from './repository.ts';

export interface ReceiptServiceParts {
  ledger: Ledger;
  clock: Clock;
  store: AttachmentStore;
  queue: ReadingQueue;
  accounts: Pick<AccountService, 'list'>;
  attachments: Pick<AttachmentService, 'insert'>;
  transactions: Pick<TransactionService, 'insert' | 'patchAll' | 'divide' | 'get' | 'suggestPayees'>;
  baseCurrency: () => string | null;
  /** What the categoriser says of a name alone; null when it does not know. */
  categorize: (payee: string, amountMinor: number) => string | null;
  /** @throws DomainError NOT_FOUND when there is no rate. */
  convert: (amountMinor: number, from: string, to: string, date: PlainDate) => { amountMinor: number };
  changed: () => void;
}

type Part = ReceiptDraft['parts'][number];

/** How far back a receipt without a date is looked for. */
const DATELESS_DAYS = 60;

export function createReceiptService(parts: ReceiptServiceParts) {
  const { ledger, clock, store, queue, accounts, attachments, transactions, convert, changed } = parts;
  const reading = createReceiptRepository(ledger.read);
  const currencyOfReports = (): string => parts.baseCurrency() ?? 'EUR';

  const withProgress = <T extends Receipt>(receipt: T): T => ({ ...receipt, progress: queue.progressOf(receipt.id) });
  const usualCategory = (merchant: string | null, totalMinor: number | null): string | null => {
    if (!merchant) return null;
    const known = transactions.suggestPayees(merchant, 5).find(({ name }) => foldName(name) === foldName(merchant));
    return known?.categoryId ?? parts.categorize(merchant, -(totalMinor ?? 0));
  };
  const stillOpen = (writer: Writer, id: string): StoredReceipt => {
    const stored = createReceiptRepository(writer.db).stored(id);
    if (!stored) throw gone();
    if (stored.txn_id) throw new DomainError('CONFLICT', 'This receipt is attached to a transaction already.');
    return stored;
  };
  const fasten = (writer: Writer, stored: StoredReceipt, transactionId: string): void => {
    attachments.insert(writer, transactionId, {
      name: stored.name,
      mediaType: stored.media_type,
      sizeBytes: stored.size_bytes,
      sha256: stored.sha256,
    });
    writer.update('receipt', stored.id, { txn_id: idToBytes(transactionId) });
  };
  /** A receipt that is dealt with need not be read any more. */
  const dealtWith = (id: string): void => {
    queue.interrupt(id);
    changed();
  };

  return {
    list: (): Receipt[] => reading.list(currencyOfReports()).map(withProgress),

    get(id: string): ReceiptDetail {
      const found = reading.one(id, currencyOfReports());
      if (!found) throw gone();
      return { ...withProgress(found), categoryId: usualCategory(found.merchant, found.totalMinor) };
    },

    async picture(id: string): Promise<File> {
      const stored = reading.stored(id);
      if (!stored) throw gone();
      const preview = stored.preview_sha256 && (await store.get(stored.preview_sha256));
      const bytes = preview || (await store.get(stored.sha256));
      if (!bytes) throw new DomainError('UNREADABLE', `${stored.name} is missing from the attachments folder, or was changed there.`);
      return new File([bytes as Uint8Array<ArrayBuffer>], stored.name, { type: preview ? 'image/jpeg' : stored.media_type });
    },

    async add(file: { name: string; mediaType: string; bytes: Uint8Array }) {
      const name = file.name || 'receipt';
      if (file.bytes.length === 0) throw new DomainError('INVALID', `${name} is empty.`, 'file');
      if (file.bytes.length > MAX_RECEIPT_BYTES) throw new DomainError('INVALID', `${name} is larger than 50 MB.`, 'file');
      if (!isPictureOrPdf(name, file.mediaType)) {
        throw new DomainError('INVALID', `${name} is not a picture or a PDF.`, 'file');
      }
      const sha256 = await store.put(file.bytes);
      const found = await ledger.direct((db) => {
        const receipts = createReceiptRepository(db);
        const here = receipts.bySha256(sha256);
        if (here) return { receiptId: idFromBytes(here.id), name: here.name, transaction: receipts.attachedTo(sha256) };
        const attached = receipts.attachedTo(sha256);
        if (attached) return { receiptId: null, name, transaction: attached };
        const id = newIdBytes();
        const addedAt = clock.now().toISOString();
        receipts.insert({ id, name, media_type: file.mediaType, size_bytes: file.bytes.length, sha256, added_at: addedAt });
        return { added: idFromBytes(id) };
      });
      if (found.added !== undefined) {
        changed();
        queue.wake();
        return { id: found.added, already: null };
      }
      const { receiptId, transaction } = found;
      const message = transaction
        ? `${name} is attached to ${transaction.payee} of ${transaction.date} already.`
        : found.name === name
          ? `${name} is here already.`
          : `${name} is here already, as ${found.name}.`;
      return { id: null, already: { receiptId, transactionId: transaction?.txnId ?? null, message } };
    },

    async stop(ids: string[]) {
      const stopped = await ledger.direct((db) => {
        const receipts = createReceiptRepository(db);
        return ids.filter((id) => receipts.setStatus(idToBytes(id), 'stopped', ['waiting', 'reading']));
      });
      for (const id of stopped) queue.interrupt(id);
      changed();
      return { stopped: stopped.length };
    },

    async read(ids: string[]) {
      const waiting = await ledger.direct((db) => {
        const receipts = createReceiptRepository(db);
        return ids.filter((id) => receipts.setStatus(idToBytes(id), 'waiting', ['stopped', 'failed', 'read'])).length;
      });
      changed();
      queue.wake();
      return { waiting };
    },

    async remove(ids: string[]) {
      const label = ids.length === 1 ? 'Removed a receipt' : `Removed ${ids.length} receipts`;
      const { change } = await ledger.commit({ label }, (writer) => {
        const receipts = createReceiptRepository(writer.db);
        for (const id of ids) {
          if (!receipts.stored(id)) throw gone();
          writer.remove('receipt', idToBytes(id));
        }
      });
      for (const id of ids) queue.interrupt(id);
      return change;
    },

    matches(facts: ReceiptFacts): ReceiptMatch[] {
      const today = clock.today();
      const [from, to] = facts.date
        ? [addDays(facts.date, -BOOKED_BEFORE), addDays(facts.date, BOOKED_WITHIN)]
        : [addDays(today, -DATELESS_DAYS), addDays(today, BOOKED_BEFORE)];
      const converted = (amountMinor: number, currency: string, other: string, date: PlainDate): number | null => {
        try {
          return convert(amountMinor, currency, other, date).amountMinor;
        } catch (error) {
          if (error instanceof DomainError) return null;
          throw error;
        }
      };
      const candidates = reading.moneyOutBetween(from, to, facts.amountMinor, facts.currency);
      return matchReceipt(facts, candidates, converted).map(({ candidate, score, likely, grounds }) => {
        const { id, accountId, date, payee, amountMinor, currency } = candidate;
        return { id, accountId, date, payee, amountMinor, currency, score, likely, grounds };
      });
    },

    async create(id: string, accountId: string, draft: ReceiptDraft) {
      const account = accounts.list().find((each) => each.id === accountId);
      if (!account) throw new DomainError('NOT_FOUND', 'That account does not exist any more.', 'accountId');
      const { payee, date, currency, note, categoryId } = draft;
      requireSum(draft.parts, draft.amountMinor);
      const foreign = account.currency !== currency;
      const booked = foreign ? convert(draft.amountMinor, currency, account.currency, date).amountMinor : draft.amountMinor;
      const { change, result } = await ledger.commit({ label: `Added ${payee}` }, (writer) => {
        const stored = stillOpen(writer, id);
        const txn = idFromBytes(
          transactions.insert(writer, {
            accountId,
            date,
            amountMinor: -booked,
            payee,
            categoryId: draft.parts.length > 0 ? null : categoryId,
            note,
            ...(foreign ? { original: { amountMinor: -draft.amountMinor, currency } } : {}),
          }),
        );
        fasten(writer, stored, txn);
        if (draft.parts.length > 0) transactions.divide(writer, txn, shareOut(draft.parts, draft.amountMinor, -booked));
        return txn;
      });
      dealtWith(id);
      return { ...change, transactionId: result };
    },

    async attach(id: string, transactionId: string, categoryId: string | null, shares: Part[]) {
      const { payee, amountMinor } = transactions.get(transactionId);
      requireSum(shares, Math.abs(amountMinor));
      const { change } = await ledger.commit({ label: `Attached the receipt of ${payee}` }, (writer) => {
        fasten(writer, stillOpen(writer, id), transactionId);
        if (shares.length > 0) transactions.divide(writer, transactionId, shareOut(shares, Math.abs(amountMinor), amountMinor));
        else if (categoryId) transactions.patchAll(writer, [transactionId], { categoryId });
      });
      dealtWith(id);
      return { ...change, transactionId };
    },
  };
}

export type ReceiptService = ReturnType<typeof createReceiptService>;

/** By what the system calls it, else by its name: some systems know no type for HEIC. */
function isPictureOrPdf(name: string, mediaType: string): boolean {
  return /^image\/|^application\/pdf$/.test(mediaType) || /\.(jpe?g|png|webp|heic|heif|tiff?|gif|avif|bmp|pdf)$/i.test(name);
}

function requireSum(parts: Part[], amountMinor: number): void {
  if (parts.length === 0) return;
  const sum = parts.reduce((total, part) => total + part.amountMinor, 0);
  if (sum !== amountMinor) throw new DomainError('INVALID', 'The parts do not sum to the amount.', 'parts');
}

/** Parts of `whole` as parts of `booked`, which has a sign and may be in another currency. What rounding leaves goes to the largest. */
function shareOut(parts: Part[], whole: number, booked: number): Part[] {
  const shares = parts.map((part) => Number((BigInt(part.amountMinor) * BigInt(booked)) / BigInt(whole)));
  const rest = booked - shares.reduce((sum, share) => sum + share, 0);
  const largest = parts.reduce((best, part, at) => (part.amountMinor > (parts[best]?.amountMinor ?? 0) ? at : best), 0);
  return parts.map((part, at) => ({ ...part, amountMinor: (shares[at] ?? 0) + (at === largest ? rest : 0) }));
}

function gone(): DomainError {
  return new DomainError('NOT_FOUND', 'That receipt is not there any more.');
}
