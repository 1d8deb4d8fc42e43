/** Whether a sentence tells of money spent, received, given back or moved. */
import type { CategoryWord } from './category-words.ts';
import type { Token } from './tokens.ts';

export type UtteranceType = 'expense' | 'income' | 'refund' | 'transfer';

const phrasesOf = (text: string): string[][] => text.split('|').map((phrase) => phrase.split(' '));

const refund = phrasesOf(
  'refund|refunded|refunds|money back|got back|reembolso|devolucion|reembolsaron|me devolvieron|devuelto|erstattung|ruckerstattung|zuruckbekommen|' +
    'erstattet|remboursement|rembourse|reembolsado|estorno|devolucao|returned',
);
const income = phrasesOf(
  'received|earned|came in|come in|got paid|was paid|paid me|paid back|gave me|sent me|income|deposit|deposited|sold|made|won|' +
    'cobre|recibi|ingreso|ingresaron|me pagaron|me pago|gane|vendi|bekommen|erhalten|verdient|eingegangen|verkauft|einnahme|gutschrift|' +
    'recu|touche|gagne|vendu|recebi|ganhei|entrou|caiu|me pagou|me pagaram',
);
const transfer = phrasesOf(
  'transfer|transferred|moved|move|put into savings|withdrew|withdrawal|took out cash|atm|set aside|saved|invested|paid off credit card|credit card payment|paid my credit card|paid the credit card|' +
    'transferi|transferencia|pase|movi|saque|retire|ahorre|uberwiesen auf|umgebucht|abgehoben|uberweisung auf|gespart|' +
    'vire|virement|transfere|retire|retrait|mis de cote|transferencia|saquei|levantei|guardei|investi',
);
const spent = phrasesOf(
  'spent|paid|bought|cost|gaste|pague|compre|ausgegeben|bezahlt|gekauft|gezahlt|depense|paye|achete|gastei|paguei|comprei',
);
/** Categories that are income however the sentence is put. */
const incomeCategories = new Set([
  'income.salary', 'income.interest_dividends', 'income.pension', 'income.benefits', 'income.tax_refund', 'income.rental_income',
  'income.gifts_received',
]);

/** Null when nothing in the stretch says it. */
export function typeOf(tokens: readonly Token[], from: number, to: number, words: readonly CategoryWord[]): UtteranceType | null {
  const says = (phrases: string[][]): boolean => phrases.some((phrase) => hasPhrase(tokens, from, to, phrase));
  if (says(refund)) return words.some(({ category }) => category === 'income.tax_refund') ? 'income' : 'refund';
  const incomeWord = words.some(({ category, from: at }) => at >= from && at < to && incomeCategories.has(category));
  if (incomeWord && !says(spent)) return 'income';
  if (says(phrasesOf('got paid|invoice paid|me pagaron|was paid|paid me|me pagou|me pagaram|gave me|sent me'))) return 'income';
  if (words.some(({ category }) => category === 'transfer.savings_investment') && !says(spent)) return 'transfer';
  if (says(transfer) && !words.some(({ category }) => category.startsWith('bank_fees.'))) return 'transfer';
  if (says(income) && !says(phrasesOf('made dinner|made lunch|paid back to'))) return 'income';
  // "got 50 from mum", but "got coffee"
  if (hasPhrase(tokens, from, to, ['got']) && hasPhrase(tokens, from, to, ['from']) && !says(spent) && words.length === 0) return 'income';
  return says(spent) ? 'expense' : null;
}

function hasPhrase(tokens: readonly Token[], from: number, to: number, phrase: string[]): boolean {
  for (let at = from; at + phrase.length <= to; at += 1) {
    if (phrase.every((word, index) => tokens[at + index]?.folded === word)) return true;
  }
  return false;
}
