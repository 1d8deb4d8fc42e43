import { DomainError } from '#shared/contract/errors.ts';
import { idFromBytes } from '#shared/ids.ts';

const lockedFields = { amountMinor: 'amount', date: 'date', accountId: 'account' } as const;

/**
 * A transaction that was found on a statement keeps its amount, date and account, and is not deleted: the statement
 * would no longer agree. A patch that opens it (another status) may change them at once.
 * @throws DomainError CONFLICT, naming the field and how to open it
 */
export function requireUnlocked(
  stored: { status: string; date: string; amount_minor: number; account_id: Uint8Array },
  patch: { amountMinor?: number | undefined; date?: string | undefined; accountId?: string | undefined; status?: string | undefined } | 'delete',
): void {
  if (stored.status !== 'reconciled') return;
  const how = 'Unlock it first: set its status to cleared.';
  if (patch === 'delete') {
    throw new DomainError('CONFLICT', `This was reconciled with a statement, so it is not deleted. ${how}`, 'status');
  }
  if (patch.status !== undefined && patch.status !== 'reconciled') return;
  const held: unknown[] = [stored.date, stored.amount_minor, idFromBytes(stored.account_id)];
  for (const [field, name] of Object.entries(lockedFields)) {
    const wanted = patch[field as keyof typeof lockedFields];
    if (wanted === undefined || held.includes(wanted)) continue;
    throw new DomainError('CONFLICT', `This was reconciled with a statement, so its ${name} stays. ${how}`, field);
  }
}
