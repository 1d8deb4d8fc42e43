/** Tests amounts against the running balance that the bank printed beside them. */

export interface BalanceCheck {
  /** Pairs of neighbouring rows that have a balance. */
  checked: number;
  /** Of these, where the balance moves by exactly the amount. */
  agreeing: number;
}

/**
 * Minor units in file order; null where there is none. Files run upwards or downwards in time: the direction that fits
 * better counts.
 */
export function checkBalance(rows: readonly { amountMinor: number; balanceMinor: number | null }[]): BalanceCheck {
  let checked = 0;
  let upwards = 0;
  let downwards = 0;
  for (let at = 1; at < rows.length; at += 1) {
    const before = rows[at - 1];
    const after = rows[at];
    if (!before || !after || before.balanceMinor === null || after.balanceMinor === null) continue;
    checked += 1;
    if (before.balanceMinor + after.amountMinor === after.balanceMinor) upwards += 1;
    if (after.balanceMinor + before.amountMinor === before.balanceMinor) downwards += 1;
  }
  return { checked, agreeing: Math.max(upwards, downwards) };
}
