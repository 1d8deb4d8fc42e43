/** The categoriser as the ledger uses it: with what the user chose before, which it keeps in step with the ledger. */
import type { TransactionDetail } from '#shared/contract/transactions.ts';
import type { Ledger, Writer } from '../../ledger/ledger.ts';
import type { Categorizer, CategorizeInput } from '../../ml/categorizer/categorizer.ts';
import { writtenAlike } from '../../ml/categorizer/evidence.ts';
import { foldName } from '#shared/fold-name.ts';
import { createCategorisationRepository, recordCorrection } from './repository.ts';

export interface CategoryGuess {
  /** Null when there is too little to go by. */
  categoryId: string | null;
  source: string | null;
  /** 0 to 100. */
  confidence: number | null;
  /** False: let a person look. */
  sure?: boolean;
}

export interface GuessInput {
  description: string;
  payeeId: Uint8Array;
  amountMinor: number;
  currency: string;
  bankCategory?: string | null;
}

/** A row for which the user just chose. */
export interface ChosenTransaction {
  id: Uint8Array;
  descriptionId: number;
  payeeId: Uint8Array;
  amountMinor: number;
  currency: string;
  before: { categoryId: string | null; source: string | null };
}

/** A guess below this stays out of the books; it is still what the review page offers first. */
const WORTH_WRITING = 0.45;

export function createCategorisation(ledger: Ledger, categorizer: Categorizer) {
  const writing = createCategorisationRepository(ledger.file.write);
  /** The last change whose choices are remembered. */
  let remembered = -1;

  /** Reads the user's choices anew when something else than `learn` may have changed them. */
  function keepUp(): void {
    const last = writing.lastChange();
    if (last === remembered) return;
    if (remembered < 0 || last < remembered || writing.choicesChangedSince(remembered)) {
      categorizer.forgetChoices();
      for (const row of writing.choices()) {
        categorizer.remember({
          description: row.description,
          payeeKey: row.payeeId,
          payeeName: row.payeeName,
          amountMinor: row.amountMinor,
          currency: '',
          categoryId: row.categoryId,
        });
      }
    }
    remembered = last;
  }

  const inputOf = (input: GuessInput): CategorizeInput => ({
    description: input.description,
    payeeKey: keyOf(input.payeeId),
    amountMinor: input.amountMinor,
    currency: input.currency,
    bankCategory: input.bankCategory ?? null,
  });

  const guess = (input: GuessInput): CategoryGuess => {
    const suggestion = categorizer.predict(inputOf(input));
    if (suggestion.categoryId === null || suggestion.confidence < WORTH_WRITING) {
      return { categoryId: null, source: null, confidence: null, sure: false };
    }
    return {
      sure: suggestion.sure,
      categoryId: suggestion.categoryId,
      source: suggestion.source,
      confidence: Math.round(suggestion.confidence * 100),
    };
  };

  return {
    normalise: categorizer.normalise,

    suggest(input: GuessInput): CategoryGuess {
      keepUp();
      return guess(input);
    },

    /** What may be meant, the likeliest first, however unsure, and why the first. */
    candidates(input: GuessInput, limit: number): { candidates: { categoryId: string; confidence: number }[]; reason: string } {
      keepUp();
      const ranked = categorizer.rank(inputOf(input), limit);
      return {
        candidates: ranked.map(({ categoryId, confidence }) => ({ categoryId, confidence: Math.round(confidence * 100) })),
        reason: categorizer.predict(inputOf(input)).reason,
      };
    },

    /** For an import: guesses once for each description and direction. */
    forMany(): (input: GuessInput) => CategoryGuess {
      keepUp();
      const guesses = new Map<string, CategoryGuess>();
      return (input) => {
        const key = `${input.amountMinor < 0 ? '-' : '+'}${input.bankCategory ?? ''}\u0000${input.description}`;
        let found = guesses.get(key);
        if (!found) guesses.set(key, (found = guess(input)));
        return found;
      };
    },

    /**
     * Remembers the choices, teaches the model, and lets other open rows that are written alike follow at once. Part of
     * the change in which the user chose; call it after the rows have their new category.
     * @returns how many other rows changed
     */
    learn(writer: Writer, rows: ChosenTransaction[], categoryId: string): number {
      // What stood before is in the books no more, so the choices are read again if one was the user's own.
      const again = rows.some((row) => row.before.source === 'user');
      if (!again && remembered >= 0) remembered = writer.changeId;
      const seen = new Set<number>();
      let changed = 0;
      for (const row of rows) {
        const description = writing.description(row.descriptionId);
        if (!description) continue;
        const lesson = {
          description: description.raw,
          payeeKey: keyOf(row.payeeId),
          amountMinor: row.amountMinor,
          currency: row.currency,
          categoryId,
        };
        recordCorrection(writer, { ...lesson, txnId: row.id, before: row.before });
        categorizer.learn(lesson);
        if (seen.has(row.descriptionId)) continue;
        seen.add(row.descriptionId);
        changed += followAlike(writer, description.normalised, row.payeeId);
      }
      if (again) remembered = -1;
      return changed;
    },

    /** Why a row has its category, in a short phrase; null when a person chose it. */
    explain(row: Omit<TransactionDetail, 'reason'>): string | null {
      if (row.categorySource === 'user' || row.categoryId === null) return null;
      keepUp();
      const payee = ledger.read
        .sql<{ id: Buffer }>('SELECT id FROM payee WHERE folded = ?')
        .get(foldName(row.payee) || row.payee);
      return categorizer.explain(
        {
          description: row.description || row.payee,
          payeeKey: payee ? keyOf(payee.id) : null,
          amountMinor: row.amountMinor,
          currency: row.currency,
        },
        row.categoryId,
      );
    },

    sureFrom: Math.round(categorizer.sureFrom * 100),
  };

  /** Open rows of other payees whose description looks like this one get what is now the best guess for them. */
  function followAlike(writer: Writer, normalised: string, payeeId: Uint8Array): number {
    let changed = 0;
    for (const other of writing.beginningLike(normalised, payeeId)) {
      if (!writtenAlike(normalised, other.normalised)) continue;
      for (const row of writing.openRows(other.id)) {
        const { categoryId, confidence, source, sure } = categorizer.predict({
          description: other.raw,
          payeeKey: keyOf(other.payeeId),
          amountMinor: row.amountMinor,
          currency: row.currency,
        });
        if (source !== 'payee' || categoryId === null || categoryId === row.categoryId) continue;
        writer.update('txn', row.id, {
          category_id: categoryId,
          category_source: source,
          confidence: Math.round(confidence * 100),
          review: sure ? 0 : 1,
        });
        changed += 1;
      }
    }
    return changed;
  }
}

export type Categorisation = ReturnType<typeof createCategorisation>;

function keyOf(payeeId: Uint8Array): string {
  return Buffer.from(payeeId).toString('hex').toUpperCase();
}
