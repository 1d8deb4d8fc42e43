import { oc } from '@orpc/contract';
import { z } from 'zod';
import { commonErrors } from './errors.ts';
import { categoryId, changeRef, currency, id, minor, plainDate } from './scalars.ts';
import { tagName } from './tags.ts';

const base = oc.errors(commonErrors);

const text = z.string().trim().min(1, 'Say which text.').max(200);

/** Compared without case and accents; a pattern (`matches`) without case only, anywhere in the text, in RE2 syntax. */
const textCondition = z.union([
  z.object({
    /** `description` is the bank's own text, `payee` the name as a person knows it. */
    field: z.enum(['description', 'payee', 'note']),
    op: z.enum(['contains', 'equals', 'startsWith']),
    value: text,
  }),
  z.object({
    field: z.enum(['description', 'payee', 'note']),
    op: z.literal('matches'),
    value: z.string().min(1, 'Say which pattern.').max(500),
  }),
  z.object({
    field: z.enum(['description', 'payee', 'note']),
    op: z.literal('isOneOf'),
    values: z.array(text).min(1, 'Say which texts.').max(500),
  }),
]);

/** Sizes without sign, in minor units of `currency`; rows in another currency do not match. Both ends belong to `between`. */
const amountCondition = z.union([
  z.object({
    field: z.literal('amount'),
    op: z.enum(['is', 'over', 'under']),
    minor: minor.nonnegative(),
    currency,
  }),
  z.object({
    field: z.literal('amount'),
    op: z.literal('between'),
    minor: minor.nonnegative(),
    toMinor: minor.nonnegative(),
    currency,
  }),
]);

export const ruleCondition = z.union([
  textCondition,
  amountCondition,
  z.object({ field: z.literal('direction'), op: z.literal('is'), value: z.enum(['in', 'out']) }),
  z.object({ field: z.literal('account'), op: z.literal('isOneOf'), values: z.array(id).min(1, 'Choose an account.').max(100) }),
  /** From 28 to 3 goes over the end of the month. */
  z.object({
    field: z.literal('dayOfMonth'),
    op: z.literal('between'),
    from: z.int().min(1).max(31),
    to: z.int().min(1).max(31),
  }),
  /** 1 is Monday, 7 is Sunday. */
  z.object({
    field: z.literal('weekday'),
    op: z.literal('isOneOf'),
    values: z.array(z.int().min(1).max(7)).min(1, 'Choose a day.').max(7),
  }),
  z.object({ field: z.literal('currency'), op: z.literal('isOneOf'), values: z.array(currency).min(1).max(50) }),
  z.object({ field: z.literal('tag'), op: z.literal('isOneOf'), values: z.array(tagName).min(1, 'Choose a tag.').max(50) }),
  z.object({ field: z.literal('category'), op: z.literal('isNone') }),
]);
export type RuleCondition = z.infer<typeof ruleCondition>;

/** A share in hundredths of a percent (2500 is 25 %), or what the other parts leave over. */
export const splitShare = z.object({
  categoryId: categoryId.nullable(),
  share: z.union([z.int().min(1).max(9_999), z.literal('rest')]),
  note: z.string().trim().max(500).default(''),
});
export type SplitShare = z.infer<typeof splitShare>;

export const ruleAction = z.union([
  z.object({ do: z.literal('setCategory'), categoryId }),
  z.object({ do: z.literal('setPayee'), name: z.string().trim().min(1, 'Say who.').max(200) }),
  z.object({ do: z.literal('addTag'), name: tagName }),
  z.object({ do: z.literal('setNote'), note: z.string().trim().min(1, 'Say what to note.').max(2000) }),
  /** The shares make 100 %, or exactly one of them is the rest. */
  z.object({ do: z.literal('split'), parts: z.array(splitShare).min(2, 'A split has two parts or more.').max(20) }),
  /** Linked with the other side in that account when there is one; otherwise only categorised as a transfer. */
  z.object({ do: z.literal('transfer'), accountId: id }),
  z.object({ do: z.literal('markReviewed') }),
]);
export type RuleAction = z.infer<typeof ruleAction>;

export const ruleDraft = z.object({
  /** Left empty, it is named after what it does. */
  name: z.string().trim().max(120).default(''),
  match: z.enum(['all', 'any']).default('all'),
  conditions: z.array(ruleCondition).min(1, 'A rule needs a condition.').max(20),
  actions: z.array(ruleAction).min(1, 'A rule needs something to do.').max(20),
  /** No later rule looks at a row that this one matched. */
  stop: z.boolean().default(false),
  enabled: z.boolean().default(true),
});
export type RuleDraft = z.output<typeof ruleDraft>;
export type RuleDraftInput = z.input<typeof ruleDraft>;

export const rule = ruleDraft.extend({
  id,
  name: z.string(),
  /** How many transactions have their category from it. */
  transactions: z.int(),
  /** A category or an account that it names is not there any more. */
  broken: z.boolean(),
});
export type Rule = z.infer<typeof rule>;

/** Which rows of the past a rule may touch beyond those that nobody set. */
export const pastScope = z.object({
  /** Also rows that were reconciled with a statement. */
  reconciled: z.boolean().default(false),
  /** Also what a person set by hand. */
  byHand: z.boolean().default(false),
});
export type PastScope = z.infer<typeof pastScope>;

export const ruleChange = z.object({
  field: z.enum(['category', 'payee', 'tags', 'note', 'split', 'transfer', 'review']),
  /** For people; categories by their id, for the colour. */
  before: z.string(),
  after: z.string(),
});
export type RuleChange = z.infer<typeof ruleChange>;

export const rulePreview = z.object({
  /** Rows of the past that fulfil the conditions. */
  matched: z.int(),
  /** Rows that would become different. */
  changed: z.int(),
  /** Matched rows left alone, each counted once, by the first reason that holds. */
  left: z.object({
    split: z.int(),
    reconciled: z.int(),
    byHand: z.int(),
    /** Set by a rule higher up. */
    byOtherRule: z.int(),
    /** As the rule wants them already. */
    same: z.int(),
  }),
  /** The newest of those that would change. */
  rows: z.array(
    z.object({
      id,
      date: plainDate,
      accountId: id,
      payee: z.string(),
      description: z.string(),
      amountMinor: minor,
      currency,
      changes: z.array(ruleChange),
    }),
  ),
});
export type RulePreview = z.infer<typeof rulePreview>;

export const rulesContract = {
  /** In the order in which they run. */
  list: base.output(z.array(rule)),
  /**
   * Adds a rule at the end. With `past` it is applied to earlier rows in the same change. INVALID names the field at
   * fault, `conditions.0.value` for instance, and says where a pattern breaks off.
   */
  create: base
    .input(z.object({ draft: ruleDraft, past: pastScope.nullable().default(null) }))
    .output(changeRef.extend({ id, changed: z.int() })),
  update: base
    .input(z.object({ id, draft: ruleDraft, past: pastScope.nullable().default(null) }))
    .output(changeRef.extend({ changed: z.int() })),
  setEnabled: base.input(z.object({ id, enabled: z.boolean() })).output(changeRef),
  /** To that place among the rules, the first being 0. */
  move: base.input(z.object({ id, to: z.int().nonnegative() })).output(changeRef),
  /** What it did stays. */
  remove: base.input(z.object({ id })).output(changeRef),
  /** What a rule would change in the past. `id` is the rule being edited, null for a new one, which comes last. */
  preview: base
    .input(z.object({ draft: ruleDraft, id: id.nullable().default(null), scope: pastScope.prefault({}) }))
    .output(rulePreview),
  /** Applies a rule to earlier rows, as one change. */
  applyToPast: base
    .input(z.object({ id, scope: pastScope.prefault({}) }))
    .output(changeRef.extend({ changed: z.int() })),
  /**
   * The rule that a correction hints at ("description contains TESCO → Groceries"). Null when a rule does that already,
   * or there is nothing to tell such rows by.
   */
  suggest: base
    .input(z.object({ transactionId: id, categoryId: categoryId.optional(), payee: z.string().trim().min(1).max(200).optional() }))
    .output(z.object({ draft: ruleDraft, sentence: z.string() }).nullable()),
};
