import { DomainError } from '#shared/contract/errors.ts';
import type { BalanceCheck, RowDecision } from '#shared/contract/imports.ts';
import type { ChangeRef } from '#shared/contract/scalars.ts';
import type { CoreEvent } from '#shared/contract/system.ts';
import { idFromBytes, idToBytes, newIdBytes } from '#shared/ids.ts';
import { suspendIndexes } from '../../ledger/bulk-load.ts';
import type { Ledger, Writer } from '../../ledger/ledger.ts';
import type { SummaryShare } from '../../ledger/summaries.ts';
import type { Clock } from '../../ports.ts';
import { textAt } from '../../statements/statement-columns.ts';
import type { AccountService } from '../accounts/service.ts';
import type { Categorisation, CategoryGuess } from '../categorisation/service.ts';
import { createPayeeRepository, type DescriptionRow } from '../payees/repository.ts';
import { rulesForImport } from '../rules/import-rules.ts';
import { addTags } from '../tags/service.ts';
import { reviewFlag } from '../transactions/service.ts';
import type { TransferService } from '../transfers/service.ts';
import { checkBalances, openingBalanceFor } from './balance-checks.ts';
import { bookMatch, type BankRow } from './book-match.ts';
import { categoryFinder } from './file-categories.ts';
import { createImportRepository, type ImportedRow } from './repository.ts';
import { isOwnExport, span, type ImportAccount, type ImportSession } from './session.ts';
import { originalAt, partsOf, statusAt, tagsOf, transferAccountAt } from './statement-extras.ts';

/** A category that the file itself states, as sure as that. */
const STATED = 95;
const TRANSFER = 'transfer.between_accounts';

/** Rows between two looks at the clock, the cancel button and other people's reads. */
const STEP_ROWS = 500;

export interface CommitContext {
  ledger: Ledger;
  accounts: Pick<AccountService, 'insert'>;
  categorisation: Categorisation;
  transfers: Pick<TransferService, 'linkImported'>;
  clock: Clock;
  publish(event: CoreEvent): void;
  signal: AbortSignal;
}

export interface CommittedImport extends ChangeRef {
  batchId: string;
  added: number;
  booked: number;
  merged: number;
  linked: number;
  leftOut: number;
  problems: number;
  balances: BalanceCheck[];
  /** The accounts that were made, by the key of the file's account. */
  madeAccounts: Map<string, string>;
}

/** Writes what was decided of an import as one change: all of it or nothing. */
export async function commitImport(context: CommitContext, given: ImportSession): Promise<CommittedImport> {
  const { ledger, clock, publish } = context;
  const balances = checkBalances(given, createImportRepository(ledger.read));
  const openings = new Map(neededAccounts(given).map((account) => [account, openingBalanceFor(given, account)]));
  const order = insertionOrder(given);
  const matched = rowsOf(given, 'same');
  if (order.length + matched.length === 0) throw new DomainError('INVALID', 'Nothing is chosen to be imported.');
  const unreadable = given.read.problems.filter((problem) => problem.severity === 'problem');
  const problems = unreadable.length + given.rows.reasons.size;
  const batchId = newIdBytes(clock.now().getTime());
  const label = labelOf(given.fileName, order.length, matched.length);

  const { change, result } = await ledger.commitInSteps({ label, kind: 'import', signal: context.signal }, function* (writer) {
    const repository = createImportRepository(writer.db);
    const { session, made } = withAccounts(writer, context.accounts, given, openings);
    const ids = order.map(() => newIdBytes(clock.now().getTime()));
    const main = session.account ?? session.rows.accounts[order[0] ?? matched[0] ?? 0];
    writer.insert('import_batch', {
      id: batchId,
      account_id: idToBytes((main as ImportAccount).id),
      file_name: session.fileName,
      format: session.read.format,
      imported_at: clock.now().toISOString(),
      transaction_count: order.length,
      problem_count: problems,
      first_txn_id: ids[0] ?? null,
      last_txn_id: ids.at(-1) ?? null,
    });
    const findCategory = categoryFinder(repository.categories());
    const dictionary = createDictionary(writer, context.categorisation, session, [...order, ...matched], findCategory);
    const counts = { booked: 0, merged: 0 };
    for (const [done, at] of matched.entries()) {
      if (done % STEP_ROWS === STEP_ROWS - 1) yield;
      const match = session.rows.matches.get(at);
      if (!match) continue;
      const row = bankRow(session, at, dictionary.describe(at).id);
      counts[bookMatch(writer, repository, match.held.id, row, match.ground)] += 1;
    }

    const rules = rulesForImport(writer);
    const rebuildIndexes = suspendIndexes(writer.db, order.length);
    const allShares: ReturnType<typeof sharesOf>[] = [];
    const idOf = new Map<number, Uint8Array>();
    let index = 0;
    for (const { account, currency, positions } of runsOf(session, order)) {
      const accountId = idToBytes(account.id);
      const shares = sharesOf(accountId, currency);
      allShares.push(shares);
      for (let done = 0; done < positions.length; done += STEP_ROWS) {
        publish({ kind: 'import-progress', importId: session.importId, phase: 'saving', done: index, total: order.length });
        yield;
        const rows = positions.slice(done, done + STEP_ROWS).map((at) => {
          const id = ids[index++] as Uint8Array;
          if (hasMore(session, at)) idOf.set(at, id);
          return importedRow(session, at, id, dictionary.entry(at));
        });
        rules.applyRules(rows, { id: accountId, currency });
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
    yield* addPartsAndTags(writer, session, idOf, findCategory);
    yield* rules.finish();
    yield;
    const linked = order.length > 0 ? yield* linkTransfers(context, writer, session, batchId, order, idOf) : 0;
    for (const balance of balances) {
      const account = made.get(balance.account) ?? balance.account;
      writer.insert('balance_check', {
        id: newIdBytes(),
        account_id: idToBytes(account.id),
        batch_id: batchId,
        date: balance.date,
        kind: balance.kind,
        stated_minor: balance.statedMinor,
        ledger_minor: balance.ledgerMinor,
        line: balance.line,
      });
    }
    return { ...counts, linked, made };
  });
  const { booked, merged, linked, made } = result;
  const leftOut = given.read.rows.count - given.rows.reasons.size - order.length - matched.length;
  return {
    ...change,
    batchId: idFromBytes(batchId),
    added: order.length,
    booked,
    merged,
    linked,
    leftOut,
    problems,
    balances: balances.map(({ account, line: _, ...balance }) => ({
      ...balance,
      accountId: made.get(account)?.id ?? balance.accountId,
    })),
    madeAccounts: new Map(
      given.targets.flatMap(({ key, to }) => {
        const account = to && made.get(to);
        return account ? [[key, account.id]] : [];
      }),
    ),
  };
}

function labelOf(fileName: string, added: number, matched: number): string {
  const what = (count: number): string => `${count} ${count === 1 ? 'transaction' : 'transactions'}`;
  return added > 0 ? `Imported ${what(added)} from ${fileName}` : `Booked ${what(matched)} from ${fileName}`;
}

function rowsOf(session: ImportSession, decision: RowDecision): number[] {
  const rows: number[] = [];
  session.rows.decisions.forEach((each, at) => {
    if (each === decision) rows.push(at);
  });
  return rows;
}

/** The accounts that the import has to make: those that rows go to. */
function neededAccounts(session: ImportSession): ImportAccount[] {
  const needed = new Set<ImportAccount>();
  session.rows.accounts.forEach((account, at) => {
    if (account?.create && session.rows.decisions[at] !== 'leave-out') needed.add(account);
  });
  return [...needed];
}

/** Makes the new accounts, and answers the session with them in the place of those that were only planned. */
function withAccounts(
  writer: Writer,
  accounts: CommitContext['accounts'],
  session: ImportSession,
  openings: Map<ImportAccount, number>,
): { session: ImportSession; made: Map<ImportAccount, ImportAccount> } {
  const made = new Map<ImportAccount, ImportAccount>();
  for (const [planned, openingBalanceMinor] of openings) {
    if (!planned.create) continue;
    const id = accounts.insert(writer, { ...planned.create, institution: null, openingBalanceMinor, openedOn: null });
    made.set(planned, { id: idFromBytes(id), name: planned.name, currency: planned.currency });
  }
  if (made.size === 0) return { session, made };
  const real = (account: ImportAccount | null): ImportAccount | null => (account && made.get(account)) ?? account;
  return {
    made,
    session: {
      ...session,
      account: real(session.account),
      targets: session.targets.map((target) => ({ ...target, to: real(target.to) })),
      rows: { ...session.rows, accounts: session.rows.accounts.map(real) },
    },
  };
}

function bankRow(session: ImportSession, at: number, descriptionId: number): BankRow {
  const { rows } = session.read;
  return {
    date: textAt(rows.date, at),
    amountMinor: rows.amountMinor[at] as number,
    descriptionId,
    fingerprint: session.rows.fingerprints[at] as number,
    bankRef: textAt(rows.bankRef, at),
  };
}

/** Rows that are more than one line of the ledger: split or tagged ones, and those that name a transfer's other side. */
function hasMore({ read }: ImportSession, at: number): boolean {
  return partsOf(read, at).length > 0 || tagsOf(read, at).length > 0 || transferAccountAt(read, at) !== null;
}

/** Splits as another program had them. Parts that do not sum to their transaction stay out: its amount is the bank's. */
function* addPartsAndTags(
  writer: Writer,
  session: ImportSession,
  idOf: Map<number, Uint8Array>,
  findCategory: (name: string) => string | null,
): Generator<void, void> {
  let done = 0;
  for (const [at, id] of idOf) {
    const tags = tagsOf(session.read, at);
    if (tags.length > 0) addTags(writer, id, tags);
    const parts = partsOf(session.read, at);
    if (parts.length < 2) continue;
    if (parts.reduce((sum, part) => sum + part.amountMinor, 0) !== session.read.rows.amountMinor[at]) continue;
    parts.forEach((part, position) => {
      const categoryId = part.transferAccountName ? TRANSFER : part.category ? findCategory(part.category) : null;
      // A category that is unknown here is not lost: it stands in the note.
      const unknown = part.category && categoryId === null ? part.category : null;
      writer.insert('split', {
        id: newIdBytes(),
        txn_id: id,
        position,
        category_id: categoryId,
        amount_minor: part.amountMinor,
        note: [part.note, unknown].filter(Boolean).join(' · '),
      });
    });
    writer.update('txn', id, {
      split_count: parts.length,
      category_id: null,
      category_source: 'bank',
      confidence: null,
      review: 0,
    });
    if (++done % 50 === 0) yield;
  }
}

function* linkTransfers(
  context: CommitContext,
  writer: Writer,
  session: ImportSession,
  batchId: Uint8Array,
  order: number[],
  idOf: Map<number, Uint8Array>,
): Generator<void, number> {
  const otherAccounts = new Map<string, string>();
  for (const [at, id] of idOf) {
    const name = transferAccountAt(session.read, at);
    const account = name === null ? null : namedAccount(session, name);
    if (account) otherAccounts.set(idFromBytes(id), account.id);
  }
  const [from, to] = span(session.read, order);
  const sizes = [...new Set(order.map((at) => Math.abs(session.read.rows.amountMinor[at] as number)))];
  return yield* context.transfers.linkImported(writer, { id: idFromBytes(batchId), from, to, sizes, otherAccounts });
}

function namedAccount({ targets }: ImportSession, name: string): ImportAccount | null {
  return targets.find((target) => target.names.has(name) || target.name === name || target.number === name)?.to ?? null;
}

/** Oldest first, so that ids ascend with time; files that list the newest first are turned round within a day too. */
function insertionOrder(session: ImportSession): number[] {
  const { date } = session.read.rows;
  // Days in the order of time, so that sorting compares numbers.
  const rank = new Int32Array(date.values.length);
  [...date.values.keys()]
    .sort((a, b) => ((date.values[a] as string) < (date.values[b] as string) ? -1 : 1))
    .forEach((number, at) => (rank[number] = at));
  const day = (at: number): number => rank[date.number[at] as number] as number;
  const order = rowsOf(session, 'add');
  if (day(order[0] ?? 0) > day(order.at(-1) ?? 0)) order.reverse();
  return order.sort((a, b) => day(a) - day(b));
}

interface Run {
  account: ImportAccount;
  currency: string;
  positions: number[];
}

/** The same order for each account and currency; nearly always there is one of each. */
function runsOf(session: ImportSession, order: number[]): Run[] {
  const runs = new Map<string, Run>();
  let last: Run | undefined;
  for (const at of order) {
    // The service refuses to commit while a row has no account.
    const account = session.rows.accounts[at] as ImportAccount;
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
  const original = originalAt(session.read, at);
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
    status: statusAt(session.read, at),
    originalAmountMinor: original?.amountMinor ?? null,
    originalCurrency: original?.currency ?? null,
    bankCategory: textAt(rows.bankCategory, at),
    checkNumber: textAt(rows.checkNumber, at),
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
function createDictionary(
  writer: Writer,
  categorisation: Categorisation,
  session: ImportSession,
  order: number[],
  findCategory: (name: string) => string | null,
) {
  const payees = createPayeeRepository(writer.db);
  const suggest = categorisation.forMany();
  const own = isOwnExport(session.read);
  const { rows } = session.read;
  // Each distinct category of the file is looked up once.
  const categories = rows.bankCategory.values.map((name) => (name === null ? null : findCategory(name)));
  const categoryAt = (at: number): string | null => categories[rows.bankCategory.number[at] as number] ?? null;
  const entries = new Map<number, DictionaryEntry>();
  const descriptions = describeAll(payees, categorisation, session, order);
  const describe = (at: number): DescriptionRow => descriptions.get(session.rows.text[at] as number) as DescriptionRow;

  const exported = (at: number): DictionaryEntry => {
    const description = describe(at);
    const payee = textAt(rows.payee, at);
    const payeeId = payee ? payees.findOrCreate(payee) : description.payeeId;
    const differs = Buffer.compare(payeeId, description.payeeId) !== 0;
    const categoryId = categoryAt(at);
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
    const stated = transferAccountAt(session.read, at) === null ? categoryAt(at) : TRANSFER;
    return {
      descriptionId: description.id,
      ownPayeeId: null,
      guess: stated !== null ? { categoryId: stated, source: 'bank', confidence: STATED } : suggest({
        description: textOf(session, at),
        payeeId: description.payeeId,
        amountMinor: rows.amountMinor[at] as number,
        currency: textAt(rows.currency, at) ?? session.account?.currency ?? '',
        bankCategory: textAt(rows.bankCategory, at),
      }),
    };
  };

  return {
    describe,
    entry(at: number): DictionaryEntry {
      if (own) return exported(at);
      const bankCategory = rows.bankCategory.number[at] as number;
      const out = (rows.amountMinor[at] as number) < 0 ? 1 : 0;
      const transfer = transferAccountAt(session.read, at) === null ? 0 : 1;
      const key = (((session.rows.text[at] as number) * rows.bankCategory.values.length + bankCategory) * 2 + out) * 2 + transfer;
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
