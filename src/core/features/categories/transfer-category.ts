/** What transfers between accounts are booked under: it can be renamed and hidden, never deleted. */
export const TRANSFER_CATEGORY = 'transfer.between_accounts';
