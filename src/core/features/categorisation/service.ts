/** The categoriser as the ledger uses it: with what the user chose before, per payee. */
import type { TransactionDetail } from '#shared/contract/transactions.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import type { Categorizer, PayeeHistory } from '../../ml/categorizer/categorizer.ts';
import { foldName } from '#shared/fold-name.ts';
import { createPayeeRepository } from '../payees/repository.ts';

export interface CategoryGuess {
  categoryId: string | null;
  source: string | null;
  /** 0 to 100. */
  confidence: number | null;
}

export interface GuessInput {
  description: string;
  payeeId: Uint8Array;
  amountMinor: number;
  currency: string;
  bankCategory?: string | null;
}

export function createCategorisation(ledger: Ledger, categorizer: Categorizer) {
  const payees = createPayeeRepository(ledger.file.write);

  const predict = (input: GuessInput, history: PayeeHistory | null): CategoryGuess => {
    const suggestion = categorizer.predict({
      description: input.description,
      amountMinor: input.amountMinor,
      currency: input.currency,
      bankCategory: input.bankCategory ?? null,
      history,
    });
    if (suggestion.categoryId === null) return { categoryId: null, source: null, confidence: null };
    return {
      categoryId: suggestion.categoryId,
      source: suggestion.source,
      confidence: Math.round(suggestion.confidence * 100),
    };
  };

  return {
    normalise: categorizer.normalise,

    suggest: (input: GuessInput): CategoryGuess => predict(input, payees.choicesOf(input.payeeId)),

    /** For an import: reads the user's choices once, then guesses once for each description and direction. */
    forMany(): (input: GuessInput) => CategoryGuess {
      const choices = payees.choices();
      const guesses = new Map<string, CategoryGuess>();
      return (input) => {
        const key = `${input.amountMinor < 0 ? '-' : '+'}${input.bankCategory ?? ''}\u0000${input.description}`;
        let guess = guesses.get(key);
        if (!guess) {
          const history = choices.get(Buffer.from(input.payeeId).toString('hex').toUpperCase()) ?? null;
          guesses.set(key, (guess = predict(input, history)));
        }
        return guess;
      };
    },

    /** Why a row has its category, in a short phrase; null when a person chose it. */
    explain(row: Omit<TransactionDetail, 'reason'>): string | null {
      if (row.categorySource === 'user' || row.categoryId === null) return null;
      const reader = createPayeeRepository(ledger.read);
      const payee = ledger.read
        .sql<{ id: Buffer }>('SELECT id FROM payee WHERE folded = ?')
        .get(foldName(row.payee) || row.payee);
      const suggestion = categorizer.predict({
        description: row.description || row.payee,
        amountMinor: row.amountMinor,
        currency: row.currency,
        history: payee ? reader.choicesOf(payee.id) : null,
      });
      // The reason is worked out anew; when the evidence has changed since, it no longer speaks of this category.
      return suggestion.categoryId === row.categoryId ? suggestion.reason : null;
    },
  };
}

export type Categorisation = ReturnType<typeof createCategorisation>;
