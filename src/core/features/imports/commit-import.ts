import type { ChangeRef } from '#shared/contract/scalars.ts';
import type { CoreEvent } from '#shared/contract/system.ts';
import { DomainError } from '#shared/contract/errors.ts';
import { idFromBytes, idToBytes, newIdBytes } from '#shared/ids.ts';
import { suspendIndexes } from '../../ledger/bulk-load.ts';
import type { Ledger, Writer } from '../../ledger/ledger.ts';
import type { SummaryShare } from '../../ledger/summaries.ts';
import type { Clock } from '../../ports.ts';
import { textAt } from '../../statements/statement-columns.ts';
import type { Categorisation, CategoryGuess } from '../categorisation/service.ts';
import { createPayeeRepository, type DescriptionRow } from '../payees/repository.ts';
import { reviewFlag } from '../transactions/service.ts';
import { createImportRepository, type ImportedRow } from './repository.ts';
import { isOwnExport, type ImportAccount, type ImportSession } from './session.ts';

/** Rows between two looks at the clock, the cancel button and other people's reads. */
const STEP_ROWS = 500;

export interface CommitContext {
  ledger: Ledger;
  categorisation: Categorisation;
  clock: Clock;
  publish(event: CoreEvent): void;
  signal: AbortSignal;
}

/** Writes the included rows of an import as one change: all of them or none. */
export async function commitImport(
  context: CommitContext,
  session: ImportSession & { account: ImportAccount },
): Promise<ChangeRef & { batchId: string; added: number; leftOut: number; problems: number }> {
  const { ledger, clock, publish } = context;
  const order = insertionOrder(session);
  if (order.length === 0) throw new DomainError('INVALID', 'Nothing is chosen to be imported.');
  const unreadable = session.read.problems.filter((problem) => problem.severity === 'problem');
  const problems = unreadable.length + session.rows.reasons.size;
  const batchId = newIdBytes(clock.now().getTime());
  const label = `Imported ${order.length} ${order.length === 1 ? 'transaction' : 'transactions'} from ${session.fileName}`;

  const { change } = await ledger.commitInSteps({ label, kind: 'import', signal: context.signal }, function* (writer) {
    const repository = createImportRepository(writer.db);
    const ids = order.map(() => newIdBytes(clock.now().getTime()));
    const first = ids[0] as Uint8Array;
    const last = ids.at(-1) as Uint8Array;
    writer.insert('import_batch', {
      id: batchId,
      account_id: idToBytes(session.account.id),
      file_name: session.fileName,
      format: session.read.format,
      imported_at: clock.now().toISOString(),
      transaction_count: order.length,
      problem_count: problems,
      first_txn_id: first,
      last_txn_id: last,
    });
    const dictionary = createDictionary(writer, context.categorisation, session, order);
    const rebuildIndexes = suspendIndexes(writer.db, order.length);
    const allShares: ReturnType<typeof sharesOf>[] = [];
    let index = 0;
    for (const { account, currency, positions } of runsOf(session, order)) {
      const accountId = idToBytes(account.id);
      const shares = sharesOf(accountId, currency);
      allShares.push(shares);
      for (let done = 0; done < positions.length; done += STEP_ROWS) {
        publish({ kind: 'import-progress', importId: session.importId, phase: 'saving', done: index, total: order.length });
        yield;
        const rows = positions
          .slice(done, done + STEP_ROWS)
          .map((at) => importedRow(session, at, ids[index++] as Uint8Array, dictionary.entry(at)));
        repository.insertRows(batchId, accountId, currency, rows);
        for (const row of rows) shares.add(row);
      }
    }
    yield* rebuildIndexes();
    for (const problem of unreadable) {
      repository.insertProblem(batchId, problem.line, problem.message, problem.raw);
    }
    for (const [at, reason] of session.rows.reasons) {
      repository.insertProblem(batchId, session.read.rows.line[at] ?? 0, reason, textOf(session, at));
    }
    yield;
    writer.recordBatch(batchId, allShares.flatMap((shares) => shares.all()));
  });
  const leftOut = session.read.rows.count - session.rows.reasons.size - order.length;
  return { ...change, batchId: idFromBytes(batchId), added: order.length, leftOut, problems };
}

/** Oldest first, so that ids ascend with time; files that list the newest first are turned round within a day too. */
function insertionOrder(session: ImportSession): number[] {
  const { date, count } = session.read.rows;
  // Days in the order of time, so that sorting compares numbers.
  const rank = new Int32Array(date.values.length);
  [...date.values.keys()]
    .sort((a, b) => ((date.values[a] as string) < (date.values[b] as string) ? -1 : 1))
    .forEach((number, at) => (rank[number] = at));
  const day = (at: number): number => rank[date.number[at] as number] as number;
  const order: number[] = [];
  for (let at = 0; at < count; at++) if (session.rows.included[at]) order.push(at);
  if (day(order[0] ?? 0) > day(order.at(-1) ?? 0)) order.reverse();
  return order.sort((a, b) => day(a) - day(b));
}

interface Run {
  account: ImportAccount;
  currency: string;
  positions: number[];
}

/** The same order for each account and currency; nearly always there is one of each. */
function runsOf(session: ImportSession & { account: ImportAccount }, order: number[]): Run[] {
  const runs = new Map<string, Run>();
  let last: Run | undefined;
  for (const at of order) {
    const account = session.rows.accounts[at] ?? session.account;
    const currency = textAt(session.read.rows.currency, at) ?? account.currency;
    if (last?.account !== account || last.currency !== currency) {
      const key = `${account.id} ${currency}`;
      last = runs.get(key);
      if (!last) runs.set(key, (last = { account, currency, positions: [] }));
    }
    last.positions.push(at);
  }
  return [...runs.values()];
}

function importedRow(session: ImportSession, at: number, id: Uint8Array, entry: DictionaryEntry): ImportedRow {
  const { rows } = session.read;
  return {
    id,
    date: textAt(rows.date, at),
    amountMinor: rows.amountMinor[at] as number,
    descriptionId: entry.descriptionId,
    payeeId: entry.ownPayeeId,
    categoryId: entry.guess.categoryId,
    categorySource: entry.guess.source,
    confidence: entry.guess.confidence,
    review: entry.guess.source === 'user' ? 0 : reviewFlag(entry.guess),
    note: textAt(rows.note, at) ?? '',
    line: rows.line[at] as number,
    fingerprint: session.rows.fingerprints[at] as number,
    bankRef: textAt(rows.bankRef, at),
  };
}

/** Sums rows as they are written, by month and category. */
function sharesOf(accountId: Uint8Array, currency: string) {
  const byMonth = new Map<string, Map<string | null, SummaryShare>>();
  let date = '';
  let byCategory = new Map<string | null, SummaryShare>();
  return {
    add(row: ImportedRow): void {
      if (row.date !== date) {
        date = row.date;
        const month = date.slice(0, 7);
        const known = byMonth.get(month);
        byCategory = known ?? new Map<string | null, SummaryShare>();
        if (!known) byMonth.set(month, byCategory);
      }
      let share = byCategory.get(row.categoryId);
      if (!share) {
        const { categoryId } = row;
        share = { month: date.slice(0, 7), accountId, currency, categoryId, inMinor: 0, outMinor: 0, count: 0, reviewCount: 0 };
        byCategory.set(categoryId, share);
      }
      if (row.amountMinor > 0) share.inMinor += row.amountMinor;
      else share.outMinor -= row.amountMinor;
      share.count += 1;
      share.reviewCount += row.review;
    },
    all: (): SummaryShare[] => Array.from(byMonth.values(), (categories) => [...categories.values()]).flat(),
  };
}

function textOf(session: ImportSession, at: number): string {
  return session.rows.texts[session.rows.text[at] as number] as string;
}

interface DictionaryEntry {
  descriptionId: number;
  ownPayeeId: Uint8Array | null;
  guess: CategoryGuess;
}

/** Descriptions repeat: each is looked up, stored and categorised once. */
function createDictionary(writer: Writer, categorisation: Categorisation, session: ImportSession, order: number[]) {
  const payees = createPayeeRepository(writer.db);
  const suggest = categorisation.forMany();
  const own = isOwnExport(session.read);
  const { rows } = session.read;
  const categoryByName = new Map(
    writer.db
      .sql<{ id: string; name: string }>('SELECT id, name FROM category WHERE deleted_change IS NULL')
      .all()
      .map((row) => [row.name, row.id]),
  );
  const entries = new Map<number, DictionaryEntry>();
  const descriptions = describeAll(payees, categorisation, session, order);
  const describe = (at: number): DescriptionRow => descriptions.get(session.rows.text[at] as number) as DescriptionRow;

  const exported = (at: number): DictionaryEntry => {
    const description = describe(at);
    const payee = textAt(rows.payee, at);
    const payeeId = payee ? payees.findOrCreate(payee) : description.payeeId;
    const differs = Buffer.compare(payeeId, description.payeeId) !== 0;
    const categoryId = categoryByName.get(textAt(rows.bankCategory, at) ?? '') ?? null;
    return {
      descriptionId: description.id,
      ownPayeeId: differs ? payeeId : null,
      guess: categoryId
        ? { categoryId, source: 'user', confidence: null }
        : { categoryId: null, source: null, confidence: null },
    };
  };

  const fromBank = (at: number): DictionaryEntry => {
    const description = describe(at);
    return {
      descriptionId: description.id,
      ownPayeeId: null,
      guess: suggest({
        description: textOf(session, at),
        payeeId: description.payeeId,
        amountMinor: rows.amountMinor[at] as number,
        currency: textAt(rows.currency, at) ?? session.account?.currency ?? '',
        bankCategory: textAt(rows.bankCategory, at),
      }),
    };
  };

  return {
    entry(at: number): DictionaryEntry {
      if (own) return exported(at);
      const bankCategory = rows.bankCategory.number[at] as number;
      const out = (rows.amountMinor[at] as number) < 0 ? 1 : 0;
      const key = ((session.rows.text[at] as number) * rows.bankCategory.values.length + bankCategory) * 2 + out;
      let entry = entries.get(key);
      if (!entry) entries.set(key, (entry = fromBank(at)));
      return entry;
    },
  };
}

/** Finds or makes the description of every text among the rows, by the number of the text. */
function describeAll(
  payees: ReturnType<typeof createPayeeRepository>,
  categorisation: Categorisation,
  session: ImportSession,
  order: number[],
): Map<number, DescriptionRow> {
  const firstRow = new Map<number, number>();
  for (const at of order) {
    const number = session.rows.text[at] as number;
    if (!firstRow.has(number)) firstRow.set(number, at);
  }
  const own = isOwnExport(session.read);
  const found = payees.findDescriptions(Array.from(firstRow.values(), (at) => textOf(session, at)));
  const described = new Map<number, DescriptionRow>();
  const missing: { number: number; raw: string; normalised: string; payee: string }[] = [];
  for (const [number, at] of firstRow) {
    const raw = textOf(session, at);
    const known = found.get(raw);
    if (known) {
      described.set(number, known);
      continue;
    }
    const payee = textAt(session.read.rows.payee, at);
    const { merchant, normalised } = categorisation.normalise(own ? raw : payee || raw);
    missing.push({ number, raw, normalised, payee: own && payee ? payee : merchant || raw || 'Unknown' });
  }
  const payeeIds = payees.findOrCreateMany(missing.map(({ payee }) => payee));
  const added = missing.map(({ number, raw, normalised, payee }) => ({
    number,
    raw,
    normalised,
    payeeId: payeeIds.get(payee) as Uint8Array,
  }));
  if (added.length > 0) {
    const firstId = payees.addDescriptions(added);
    added.forEach(({ number, payeeId }, at) => described.set(number, { id: firstId + at, payeeId }));
  }
  return described;
}
