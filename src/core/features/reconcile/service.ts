import { DomainError } from '#shared/contract/errors.ts';
import type { ReconcileHint, ReconcileSheet, Statement } from '#shared/contract/reconcile.ts';
import { idFromBytes, idToBytes, newIdBytes } from '#shared/ids.ts';
import { formatMinor } from '#shared/money.ts';
import { hintWords } from '../../domain/reconcile/hint-words.ts';
import { findHints, hintsReach } from '../../domain/reconcile/hints.ts';
import type { Database } from '../../ledger/database.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import type { Clock } from '../../ports.ts';
import { sumUpTo } from '../accounts/balances.ts';
import { createPayeeRepository } from '../payees/repository.ts';
import { createReconcileRepository } from './repository.ts';

/** More than anyone ticks by hand; what is older counts as ticked. */
const LISTED = 2000;
/** Rows of a long first reconciliation that are changed before others may read. */
const STEP = 500;
const ADJUSTMENT_PAYEE = 'Balance adjustment';

export function createReconcileService(ledger: Ledger, clock: Clock) {
  const reading = createReconcileRepository(ledger.read);

  // Every tick asks for hints about the same sheet; it changes only with the ledger.
  let remembered: { key: string; sheet: ReconcileSheet } | null = null;
  const sheetOf = (statement: Statement): ReconcileSheet => {
    const key = `${statement.accountId} ${statement.date} ${reading.lastChange()}`;
    if (remembered?.key !== key) remembered = { key, sheet: readSheet(ledger.read, statement) };
    return remembered.sheet;
  };

  const differenceOf = (sheet: ReconcileSheet, statement: Statement, ticked: ReadonlySet<string>): number => {
    const listed = sheet.rows.reduce((sum, row) => sum + (ticked.has(row.id) ? row.amountMinor : 0), 0);
    return statement.balanceMinor - sheet.startMinor - sheet.earlier.sumMinor - listed;
  };

  return {
    open: sheetOf,

    hints(statement: Statement, tickedIds: string[]): { differenceMinor: number; hints: ReconcileHint[] } {
      const sheet = sheetOf(statement);
      const ticked = new Set(tickedIds);
      const difference = differenceOf(sheet, statement, ticked);
      if (difference === 0) return { differenceMinor: 0, hints: [] };
      const { accountId, date } = statement;
      const account = reading.account(accountId);
      if (!account) throw gone();
      const last = sheet.last && {
        date: sheet.last.date,
        movedMinor: sheet.startMinor - sheet.last.balanceMinor,
        changed: reading.changedSince(accountId),
      };
      const hints = findHints({
        difference,
        date,
        rows: sheet.rows.map((row) => ({ ...row, ticked: ticked.has(row.id) })),
        after: reading.openBetween(accountId, date, hintsReach(date)),
        last,
      });
      return {
        differenceMinor: difference,
        hints: hints.map((hint) => ({
          kind: hint.kind,
          message: hintWords(hint, { difference, currency: sheet.currency, openingMinor: account.opening }),
          ids: hint.rows.map((row) => row.id),
          tick: hint.tick,
          untick: hint.untick,
        })),
      };
    },

    async finish(statement: Statement, tickedIds: string[], adjust: boolean) {
      const { accountId, date, balanceMinor } = statement;
      const account = reading.account(accountId);
      if (!account) throw gone();
      const label = `Reconciled ${account.name} with the statement of ${date}`;
      const { change, result } = await ledger.commitInSteps({ label }, function* (writer) {
        const sheet = readSheet(writer.db, statement);
        const ticked = new Set(tickedIds);
        if (tickedIds.some((id) => !sheet.rows.some((row) => row.id === id))) {
          throw new DomainError('CONFLICT', 'A ticked transaction was changed in the meantime. Look at the list again.');
        }
        const difference = differenceOf(sheet, statement, ticked);
        if (difference !== 0 && !adjust) {
          throw new DomainError(
            'CONFLICT',
            `${formatMinor(Math.abs(difference), account.currency)} ${account.currency} is still off. ` +
              'Find it, or book it as an adjustment.',
          );
        }
        const id = newIdBytes();
        const earlier =
          sheet.earlier.count > 0
            ? createReconcileRepository(writer.db)
                .openIds(accountId, date, LISTED + sheet.earlier.count)
                .slice(LISTED)
            : [];
        const rows = [...earlier, ...tickedIds.map((each) => idToBytes(each))];
        for (const [index, row] of rows.entries()) {
          writer.update('txn', row, { status: 'reconciled', reconciliation_id: id });
          if (index % STEP === STEP - 1) yield;
        }
        if (difference !== 0) {
          const payees = createPayeeRepository(writer.db);
          const payeeId = payees.findOrCreate(ADJUSTMENT_PAYEE);
          writer.insert('txn', {
            id: newIdBytes(),
            account_id: idToBytes(accountId),
            date,
            amount_minor: difference,
            currency: account.currency,
            description_id:
              payees.findDescription(ADJUSTMENT_PAYEE)?.id ??
              payees.addDescription(ADJUSTMENT_PAYEE, ADJUSTMENT_PAYEE, payeeId),
            category_source: 'user',
            note: `Makes the account agree with the statement of ${date}`,
            status: 'reconciled',
            reconciliation_id: id,
          });
        }
        const count = rows.length + (difference === 0 ? 0 : 1);
        writer.insert('reconciliation', {
          id,
          account_id: idToBytes(accountId),
          date,
          balance_minor: balanceMinor,
          txn_count: count,
          adjustment_minor: difference,
          finished_at: clock.now().toISOString(),
        });
        return { id, count };
      });
      return { ...change, id: idFromBytes(result.id), transactions: result.count };
    },

    list: (accountId: string) => reading.list(accountId),

    async unlock(ids: string[]) {
      const label = ids.length === 1 ? 'Unlocked a transaction' : `Unlocked ${ids.length} transactions`;
      const { change } = await ledger.commit({ label }, (writer) => {
        for (const id of ids) {
          const stored = writer.db
            .sql<{ status: string }>('SELECT status FROM txn WHERE id = ? AND deleted_change IS NULL')
            .get(idToBytes(id));
          if (!stored) throw new DomainError('NOT_FOUND', 'That transaction is not there any more.');
          if (stored.status === 'reconciled') writer.update('txn', idToBytes(id), { status: 'cleared' });
        }
      });
      return change;
    },

    stated: (accountId: string): Statement | null =>
      reading.stated(accountId, reading.list(accountId)[0]?.date ?? ''),
  };
}

export type ReconcileService = ReturnType<typeof createReconcileService>;

function readSheet(db: Database, { accountId, date }: Statement): ReconcileSheet {
  const repository = createReconcileRepository(db);
  const account = repository.account(accountId);
  if (!account) throw gone();
  const last = repository.list(accountId)[0] ?? null;
  if (last && date <= last.date) {
    throw new DomainError('INVALID', `The account was reconciled up to ${last.date}. Take a later statement.`, 'date');
  }
  const rows = repository.rows(repository.openIds(accountId, date, LISTED));
  const reconciled = repository.reconciledSum(accountId, date);
  const shown = rows.reduce((sum, row) => sum + row.amountMinor, 0);
  const more = rows.length === LISTED ? repository.openCount(accountId, date) - LISTED : 0;
  return {
    currency: account.currency,
    startMinor: account.opening + reconciled,
    rows,
    earlier:
      more > 0
        ? { count: more, sumMinor: sumUpTo(db, idToBytes(accountId), date) - reconciled - shown }
        : { count: 0, sumMinor: 0 },
    last,
  };
}

function gone(): DomainError {
  return new DomainError('NOT_FOUND', 'That account is not there any more.');
}
