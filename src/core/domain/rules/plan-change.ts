import type { PastScope, SplitShare } from '#shared/contract/rules.ts';
import type { RuleOutcome } from './compile-rules.ts';
import type { RuleRow } from './rule-row.ts';
import { sharedAmounts } from './split-shares.ts';

/** A transaction of the past, with what decides whether a rule may touch it. */
export interface PastRow extends RuleRow {
  status: 'pending' | 'cleared' | 'reconciled';
  splitCount: number;
  /** Linked with the other side of a transfer. */
  isLinked: boolean;
  categorySource: string | null;
  /** Another payee than that of its description. */
  hasOwnPayee: boolean;
  needsReview: boolean;
  /** Its category comes from a rule that stands above the one in question. */
  setByRuleAbove: boolean;
}

/** What to do to a row; only what differs from how it stands. */
export interface PlannedChange {
  category: { categoryId: string; ruleId: string } | null;
  split: { parts: readonly SplitShare[]; amounts: readonly number[]; ruleId: string } | null;
  transfer: { accountId: string; ruleId: string } | null;
  payee: string | null;
  note: string | null;
  tags: readonly string[];
  reviewed: boolean;
}

/** Why a row that matches stays as it is. */
export type LeftAlone = 'split' | 'reconciled' | 'byHand' | 'byOtherRule' | 'same';

/**
 * What rules may change of a row of the past. A split is never undone; what a person set, and what was reconciled, is
 * left unless the scope says otherwise; tags take nothing away, so they are added in any case.
 */
export function planChange(row: PastRow, outcome: RuleOutcome, scope: PastScope): PlannedChange | LeftAlone {
  if (row.splitCount > 0) return 'split';
  if (row.status === 'reconciled' && !scope.reconciled) return 'reconciled';
  const plan: PlannedChange = {
    category: null,
    split: null,
    transfer: null,
    payee: null,
    note: null,
    tags: outcome.tags,
    reviewed: outcome.reviewed && row.needsReview,
  };
  const held = planAllocation(row, outcome, scope, plan);
  let byHand = held === 'byHand';
  if (outcome.payee !== null && outcome.payee !== row.payee) {
    if (row.hasOwnPayee && !scope.byHand) byHand = true;
    else plan.payee = outcome.payee;
  }
  if (outcome.note !== null && outcome.note !== row.note) {
    if (row.note !== '' && !scope.byHand) byHand = true;
    else plan.note = outcome.note;
  }
  if (changes(plan)) return plan;
  return byHand ? 'byHand' : (held ?? 'same');
}

function planAllocation(
  row: PastRow,
  { allocation }: RuleOutcome,
  scope: PastScope,
  plan: PlannedChange,
): 'byHand' | 'byOtherRule' | null {
  if (allocation === null) return null;
  const { ruleId } = allocation;
  if (allocation.to === 'category' && allocation.categoryId === row.categoryId && !row.needsReview) return null;
  if (allocation.to === 'transfer' && row.isLinked) return null;
  if (row.isLinked) return 'byHand';
  if (row.categorySource === 'user' && !scope.byHand) return 'byHand';
  if (row.setByRuleAbove) return 'byOtherRule';
  if (allocation.to === 'category') plan.category = { categoryId: allocation.categoryId, ruleId };
  else if (allocation.to === 'transfer') plan.transfer = { accountId: allocation.accountId, ruleId };
  else {
    const amounts = sharedAmounts(row.amountMinor, allocation.parts);
    if (amounts) plan.split = { parts: allocation.parts, amounts, ruleId };
  }
  return null;
}

function changes(plan: PlannedChange): boolean {
  const { category, split, transfer, payee, note, tags, reviewed } = plan;
  return Boolean(category ?? split ?? transfer) || payee !== null || note !== null || tags.length > 0 || reviewed;
}
