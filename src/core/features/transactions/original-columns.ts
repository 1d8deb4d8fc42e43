import { DomainError } from '#shared/contract/errors.ts';
import { isCurrency } from '#shared/currencies.ts';
import type { Row } from '../../ledger/ledger.ts';

/**
 * The columns for what was paid in another currency; null takes it away. It has the sign of the transaction, whichever
 * it comes with.
 * @throws DomainError INVALID when it is no currency, or the one of the account
 */
export function originalColumns(
  original: { amountMinor: number; currency: string } | null,
  paid: { amountMinor: number; currency: string },
): Row {
  if (original === null) return { original_amount_minor: null, original_currency: null };
  const { amountMinor, currency } = original;
  if (!isCurrency(currency)) throw new DomainError('INVALID', `There is no currency ${currency}.`, 'original');
  if (currency === paid.currency) {
    throw new DomainError('INVALID', `The account is in ${currency} already.`, 'original');
  }
  const size = Math.abs(amountMinor);
  return { original_amount_minor: paid.amountMinor < 0 && size !== 0 ? -size : size, original_currency: currency };
}
