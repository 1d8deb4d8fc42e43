/** Rules at the time of an import: what they say stands above what the categoriser guesses. */
import { idFromBytes, idToBytes } from '#shared/ids.ts';
import { compileRules, type RuleOutcome } from '../../domain/rules/compile-rules.ts';
import { sharedAmounts } from '../../domain/rules/split-shares.ts';
import type { Writer } from '../../ledger/ledger.ts';
import { createPayeeRepository } from '../payees/repository.ts';
import { carryOut } from './carry-out.ts';
import { createRuleRepository } from './repository.ts';
import { usualCategories, type CategoryFields } from './usual-category.ts';

/** The fields of a row to be imported that rules read and write. Money in minor units. */
export interface RowToImport extends CategoryFields {
  id: Uint8Array;
  date: string;
  amountMinor: number;
  descriptionId: number;
  /** Only when it is not the payee of the description. */
  payeeId: Uint8Array | null;
  note: string;
  /** The rule that set the category. */
  ruleId?: Uint8Array;
}

export interface ImportRules {
  /**
   * Puts category, payee, note and review into rows before they are written. A category that a person chose, in an
   * export of Saldo itself, stays.
   */
  applyRules(rows: readonly RowToImport[], account: { id: Uint8Array; currency: string }): void;
  /** Tags, splits and transfers, once the rows are in the ledger and in its sums: call it after `recordBatch`. */
  finish(): Generator<void, void>;
}

/** Rows between two pauses. */
const STEP_ROWS = 250;

/** Reads the rules once. Part of the import's own change, so that one undo takes all of it back. */
export function rulesForImport(writer: Writer): ImportRules {
  const rules = compileRules(createRuleRepository(writer.db).enabled());
  const usual = usualCategories(writer.db);
  const payees = createPayeeRepository(writer.db);
  const texts = new Map<number, { raw: string; payee: string; payeeId: Uint8Array }>();
  const own = new Map<string, Uint8Array>();
  const pending: { row: RowToImport; currency: string; outcome: RuleOutcome }[] = [];

  const textOf = (descriptionId: number) => {
    let text = texts.get(descriptionId);
    if (!text) texts.set(descriptionId, (text = payees.textOf(descriptionId)));
    return text;
  };
  const payeeId = (name: string): Uint8Array => {
    let id = own.get(name);
    if (!id) own.set(name, (id = payees.findOrCreate(name)));
    return id;
  };

  const applyTo = (row: RowToImport, accountId: string, currency: string): void => {
    const { raw, payee, payeeId: usualPayee } = textOf(row.descriptionId);
    const chosen = row.categorySource === 'user';
    const outcome =
      rules.count > 0
        ? rules.applyTo({
            description: raw,
            payee: row.payeeId ? payees.nameOf(row.payeeId) : payee,
            note: row.note,
            amountMinor: row.amountMinor,
            currency,
            accountId,
            date: row.date,
            tags: [],
            // A guess is no category yet.
            categoryId: chosen ? row.categoryId : null,
          })
        : null;
    if (outcome?.payee && row.payeeId === null) {
      const id = payeeId(outcome.payee);
      row.payeeId = Buffer.compare(id, usualPayee) === 0 ? null : id;
    }
    if (outcome?.note && row.note === '') row.note = outcome.note;
    if (outcome?.allocation?.to === 'category' && !chosen) {
      row.categoryId = outcome.allocation.categoryId;
      row.categorySource = 'rule';
      row.confidence = null;
      row.review = 0;
      row.ruleId = idToBytes(outcome.allocation.ruleId);
    } else if (!chosen) {
      usual.settle(row.payeeId ?? usualPayee, row);
    }
    if (outcome?.reviewed) row.review = 0;
    const later = (outcome?.allocation && outcome.allocation.to !== 'category' && !chosen) || (outcome?.tags.length ?? 0) > 0;
    if (outcome && later) pending.push({ row, currency, outcome });
  };

  return {
    applyRules(rows, account) {
      if (rules.count === 0 && !usual.any) return;
      const accountId = idFromBytes(account.id);
      for (const row of rows) applyTo(row, accountId, account.currency);
    },
    *finish() {
      let done = 0;
      for (const { row, currency, outcome } of pending) {
        // The file itself may have brought parts.
        const allocation = isSplit(writer, row.id) ? null : outcome.allocation;
        const amounts = allocation?.to === 'split' ? sharedAmounts(row.amountMinor, allocation.parts) : null;
        carryOut(
          writer,
          { key: row.id, date: row.date, amountMinor: row.amountMinor, currency },
          {
            category: null,
            split: allocation?.to === 'split' && amounts ? { ...allocation, amounts } : null,
            transfer: allocation?.to === 'transfer' ? allocation : null,
            payee: null,
            note: null,
            tags: outcome.tags,
            reviewed: false,
          },
        );
        if (++done % STEP_ROWS === 0) yield;
      }
    },
  };
}

function isSplit(writer: Writer, id: Uint8Array): boolean {
  return (writer.db.sql<{ n: number }>('SELECT split_count AS n FROM txn WHERE id = ?').get(id)?.n ?? 0) > 0;
}
