/** Lines within a table that are no transactions: opening and closing balances, turnovers, totals. */
import type { RowProblemCode } from '../statement-reader.ts';

const balanceWords = new Set(
  (
    'opening balance|closing balance|starting balance|ending balance|beginning balance|balance brought forward|' +
    'balance carried forward|brought forward|carried forward|previous balance|balance b f|balance c f|' +
    'anfangssaldo|endsaldo|alter saldo|neuer saldo|alter kontostand|neuer kontostand|saldovortrag|kontostand|' +
    'saldo anterior|saldo inicial|saldo final|saldo atual|saldo do dia|saldo precedente|saldo iniziale|saldo finale|' +
    'solde initial|solde final|solde precedent|ancien solde|nouveau solde|' +
    'beginsaldo|eindsaldo|ingaende saldo|utgaende saldo|startsaldo|slutsaldo|' +
    'saldo poczatkowe|saldo koncowe|pocatecni zustatek|konecny zustatek|nyitoegyenleg|zaroegyenleg|alkusaldo|loppusaldo'
  ).split('|'),
);
const turnoverWords = new Set('turnover|total debits|total credits|sum of debits|sum of credits|umsatz gesamt'.split('|'));
// Looking at three letters first spares nearly every row the rest. The accented ones are Czech and Hungarian.
const beginnings = new Set(['poč', 'zár', ...[...balanceWords, ...turnoverWords].map((words) => words.slice(0, 3))]);
// Only in lines without a date: TOTAL is a chain of petrol stations as well.
const totalWords =
  /^(grand total|totals?|totale|totaal|summe|gesamt|gesamtsumme|suma|somme|celkem|razem|osszesen|yhteensa|saldo|balance)\b/;

/** What the line is, or null when it may be a transaction. */
export function lineThatIsNoTransaction(
  payee: string | null,
  description: string,
  isUndated: boolean,
  cells: string[],
): { code: Extract<RowProblemCode, 'balance-line' | 'total-line'>; what: string } | null {
  if (!isUndated) {
    if (description.length > 40 || (payee !== null && description !== '')) return null;
    if (!beginnings.has((description || (payee ?? '')).slice(0, 3).toLowerCase())) return null;
  }
  const shown = isUndated ? (cells.find((cell) => cell.trim() !== '') ?? '').trim() : description || (payee ?? '');
  if (shown === '' || shown.length > 60) return null;
  const words = shown
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}]+/gu, ' ')
    .trim()
    // "Beginning balance as of 01/01/2024"
    .replace(/ (as of|as at|at|on|per|vom|am|au|al|em|el|op|den)$/, '');
  if (balanceWords.has(words)) return { code: 'balance-line', what: `a balance, not a transaction (${shown})` };
  if (turnoverWords.has(words)) return { code: 'total-line', what: `a total, not a transaction (${shown})` };
  if (isUndated && totalWords.test(words)) return { code: 'total-line', what: `a total, not a transaction (${shown})` };
  return null;
}
