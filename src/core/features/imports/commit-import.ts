import type { ChangeRef } from '#shared/contract/scalars.ts';
import type { CoreEvent } from '#shared/contract/system.ts';
import { DomainError } from '#shared/contract/errors.ts';
import { idFromBytes, idToBytes, newIdBytes } from '#shared/ids.ts';
import type { Ledger, Writer } from '../../ledger/ledger.ts';
import type { Clock } from '../../ports.ts';
import type { Categorisation, CategoryGuess } from '../categorisation/service.ts';
import { createPayeeRepository } from '../payees/repository.ts';
import { reviewFlag } from '../transactions/service.ts';
import { createImportRepository } from './repository.ts';
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
    const dictionary = createDictionary(writer, context.categorisation, session);
    const accountIds = new Map<string, Uint8Array>();
    for (let index = 0; index < order.length; index++) {
      if (index % STEP_ROWS === 0) {
        publish({ kind: 'import-progress', importId: session.importId, phase: 'saving', done: index, total: order.length });
        yield;
      }
      const at = order[index] as number;
      const account = session.rows.accounts[at] ?? session.account;
      let accountId = accountIds.get(account.id);
      if (!accountId) accountIds.set(account.id, (accountId = idToBytes(account.id)));
      const { rows } = session.read;
      const entry = dictionary.entry(at);
      repository.insertRow({
        id: ids[index] as Uint8Array,
        accountId,
        date: rows.date[at] as string,
        amountMinor: rows.amountMinor[at] as number,
        currency: rows.currency[at] ?? account.currency,
        descriptionId: entry.descriptionId,
        payeeId: entry.ownPayeeId,
        categoryId: entry.guess.categoryId,
        categorySource: entry.guess.source,
        confidence: entry.guess.confidence,
        review: entry.guess.source === 'user' ? 0 : reviewFlag(entry.guess),
        note: rows.note[at] ?? '',
        batchId,
        line: rows.line[at] as number,
        fingerprint: session.rows.fingerprints[at] as number,
        bankRef: rows.bankRef[at] ?? null,
      });
    }
    for (const problem of unreadable) {
      repository.insertProblem(batchId, problem.line, problem.message, problem.raw);
    }
    for (const [at, reason] of session.rows.reasons) {
      repository.insertProblem(batchId, session.read.rows.line[at] ?? 0, reason, session.rows.text[at] ?? '');
    }
    yield;
    writer.recordBatch({ id: batchId, first, last });
  });
  const leftOut = session.read.rows.count - session.rows.reasons.size - order.length;
  return { ...change, batchId: idFromBytes(batchId), added: order.length, leftOut, problems };
}

/** Oldest first, so that ids ascend with time; files that list the newest first are turned round within a day too. */
function insertionOrder(session: ImportSession): number[] {
  const { date, count } = session.read.rows;
  const order: number[] = [];
  for (let at = 0; at < count; at++) if (session.rows.included[at]) order.push(at);
  const newestFirst = (date[order[0] ?? 0] ?? '') > (date[order.at(-1) ?? 0] ?? '');
  if (newestFirst) order.reverse();
  return order.sort((a, b) => ((date[a] ?? '') < (date[b] ?? '') ? -1 : date[a] === date[b] ? 0 : 1));
}

interface DictionaryEntry {
  descriptionId: number;
  ownPayeeId: Uint8Array | null;
  guess: CategoryGuess;
}

/** Descriptions repeat: each is looked up, stored and categorised once. */
function createDictionary(writer: Writer, categorisation: Categorisation, session: ImportSession) {
  const payees = createPayeeRepository(writer.db);
  const suggest = categorisation.forMany();
  const own = isOwnExport(session.read);
  const categoryByName = new Map(
    writer.db
      .sql<{ id: string; name: string }>('SELECT id, name FROM category WHERE deleted_change IS NULL')
      .all()
      .map((row) => [row.name, row.id]),
  );
  const known = new Map<string, { id: number; payeeId: Uint8Array }>();

  const describe = (text: string, payee: string | null): { id: number; payeeId: Uint8Array } => {
    let description = known.get(text);
    if (description) return description;
    const found = payees.findDescription(text);
    if (found) description = found;
    else {
      const { merchant, normalised } = categorisation.normalise(own ? text : payee || text);
      const payeeId = payees.findOrCreate(own && payee ? payee : merchant || text || 'Unknown');
      description = { id: payees.addDescription(text, normalised, payeeId), payeeId };
    }
    known.set(text, description);
    return description;
  };

  return {
    entry(at: number): DictionaryEntry {
      const { rows } = session.read;
      const text = session.rows.text[at] as string;
      const payee = rows.payee[at] ?? null;
      const description = describe(text, payee);
      const bankCategory = rows.bankCategory[at] ?? null;
      if (own) {
        const payeeId = payee ? payees.findOrCreate(payee) : description.payeeId;
        const differs = Buffer.compare(payeeId, description.payeeId) !== 0;
        const categoryId = bankCategory ? (categoryByName.get(bankCategory) ?? null) : null;
        return {
          descriptionId: description.id,
          ownPayeeId: differs ? payeeId : null,
          guess: categoryId
            ? { categoryId, source: 'user', confidence: null }
            : { categoryId: null, source: null, confidence: null },
        };
      }
      return {
        descriptionId: description.id,
        ownPayeeId: null,
        guess: suggest({
          description: text,
          payeeId: description.payeeId,
          amountMinor: rows.amountMinor[at] as number,
          currency: rows.currency[at] ?? session.account?.currency ?? '',
          bankCategory,
        }),
      };
    },
  };
}
