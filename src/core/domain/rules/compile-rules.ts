/**
 * Rules, compiled once for many rows. They run from the first to the last: the first that sets a field decides it, tags
 * add up, and each sees the payee, category, note and tags that those above it have set.
 */
import type { RuleAction, RuleCondition, SplitShare } from '#shared/contract/rules.ts';
import { compileCondition, type FoldedText, type RowTest, type TextTest } from './compile-conditions.ts';
import { foldName } from '#shared/fold-name.ts';
import type { RuleRow } from './rule-row.ts';

export interface RuleToCompile {
  id: string;
  match: 'all' | 'any';
  conditions: readonly RuleCondition[];
  actions: readonly RuleAction[];
  stop: boolean;
}

/** Where the money of a row belongs, and the rule that says so. */
export type Allocation =
  | { to: 'category'; ruleId: string; categoryId: string }
  | { to: 'split'; ruleId: string; parts: readonly SplitShare[] }
  | { to: 'transfer'; ruleId: string; accountId: string };

/** What the rules make of a row; null where they leave it as it is. */
export interface RuleOutcome {
  allocation: Allocation | null;
  payee: string | null;
  note: string | null;
  /** Not those that the row has already. */
  tags: string[];
  reviewed: boolean;
}

export interface CompiledRules {
  count: number;
  /** Null when no rule matches. */
  applyTo(row: RuleRow): RuleOutcome | null;
}

interface CompiledRule extends RuleToCompile {
  description: TextTest[];
  payee: TextTest[];
  rest: RowTest[];
}

/** A rule that a pair of texts leaves possible: `rest` decides for the row; null is a match already. */
interface Candidate {
  rule: CompiledRule;
  place: number;
  rest: RowTest[] | null;
}

/** Texts kept with their candidates before the memory is given back: more than a large import has. */
const TEXTS_KEPT = 200_000;

/** @throws DomainError INVALID for a pattern that cannot be read. */
export function compileRules(rules: readonly RuleToCompile[]): CompiledRules {
  const compiled = rules.map(compileRule);
  const kept = new Map<string, readonly Candidate[]>();

  const candidatesOf = (description: string, payee: string): readonly Candidate[] => {
    const key = `${description}\u0000${payee}`;
    let found = kept.get(key);
    if (!found) {
      found = possible(compiled, description, payee);
      if (kept.size >= TEXTS_KEPT) kept.clear();
      kept.set(key, found);
    }
    return found;
  };

  return {
    count: compiled.length,
    applyTo(row) {
      let candidates = candidatesOf(row.description, row.payee);
      if (candidates.length === 0) return null;
      let seen = row;
      let outcome: RuleOutcome | null = null;
      for (let next = 0; next < candidates.length; next++) {
        const { rule, place, rest } = candidates[next] as Candidate;
        if (!fulfilled(rule, rest, seen)) continue;
        outcome ??= { allocation: null, payee: null, note: null, tags: [], reviewed: false };
        const renamed = carryOut(rule, seen, outcome);
        if (rule.stop || (!renamed && next === candidates.length - 1)) break;
        seen = seenAfter(row, outcome);
        if (!renamed) continue;
        // Rules below ask the new name.
        candidates = candidatesOf(row.description, seen.payee).filter((candidate) => candidate.place > place);
        next = -1;
      }
      return outcome;
    },
  };
}

function compileRule(rule: RuleToCompile): CompiledRule {
  const conditions = rule.conditions.map(compileCondition);
  const textTests = (on: 'description' | 'payee'): TextTest[] =>
    conditions.flatMap((condition) => (condition.on === on ? [condition.test] : []));
  return {
    ...rule,
    description: textTests('description'),
    payee: textTests('payee'),
    rest: conditions.flatMap((condition) => (condition.on === 'row' ? [condition.test] : [])),
  };
}

function possible(rules: readonly CompiledRule[], description: string, payee: string): Candidate[] {
  const texts = { description: folded(description), payee: folded(payee) };
  return rules.flatMap((rule, place): Candidate[] => {
    const passes = (test: TextTest, text: FoldedText): boolean => test(text);
    if (rule.match === 'all') {
      const fits =
        rule.description.every((test) => passes(test, texts.description)) &&
        rule.payee.every((test) => passes(test, texts.payee));
      return fits ? [{ rule, place, rest: rule.rest.length > 0 ? rule.rest : null }] : [];
    }
    const sure =
      rule.description.some((test) => passes(test, texts.description)) ||
      rule.payee.some((test) => passes(test, texts.payee));
    if (sure) return [{ rule, place, rest: null }];
    return rule.rest.length > 0 ? [{ rule, place, rest: rule.rest }] : [];
  });
}

function folded(raw: string): FoldedText {
  return { raw, folded: foldName(raw) };
}

function fulfilled(rule: CompiledRule, rest: RowTest[] | null, row: RuleRow): boolean {
  if (rest === null) return true;
  return rule.match === 'all' ? rest.every((test) => test(row)) : rest.some((test) => test(row));
}

/** Adds what a rule does to the outcome of the rules above it. Answers whether it gave the row another payee. */
function carryOut(rule: CompiledRule, seen: RuleRow, outcome: RuleOutcome): boolean {
  let renamed = false;
  for (const action of rule.actions) {
    switch (action.do) {
      case 'setCategory':
        outcome.allocation ??= { to: 'category', ruleId: rule.id, categoryId: action.categoryId };
        break;
      case 'split':
        outcome.allocation ??= { to: 'split', ruleId: rule.id, parts: action.parts };
        break;
      case 'transfer':
        // A transfer to the account that the row is in says nothing.
        if (action.accountId !== seen.accountId) {
          outcome.allocation ??= { to: 'transfer', ruleId: rule.id, accountId: action.accountId };
        }
        break;
      case 'setPayee':
        if (outcome.payee === null) {
          renamed = action.name !== seen.payee;
          outcome.payee = action.name;
        }
        break;
      case 'setNote':
        outcome.note ??= action.note;
        break;
      case 'addTag':
        if (![...seen.tags, ...outcome.tags].some((tag) => foldName(tag) === foldName(action.name))) {
          outcome.tags.push(action.name);
        }
        break;
      case 'markReviewed':
        outcome.reviewed = true;
        break;
    }
  }
  return renamed;
}

/** The row as the rules so far leave it. A split or a transfer counts as a category: it has one then. */
function seenAfter(row: RuleRow, outcome: RuleOutcome): RuleRow {
  const { allocation } = outcome;
  return {
    ...row,
    payee: outcome.payee ?? row.payee,
    note: outcome.note ?? row.note,
    tags: outcome.tags.length > 0 ? [...row.tags, ...outcome.tags] : row.tags,
    categoryId: allocation === null ? row.categoryId : allocation.to === 'category' ? allocation.categoryId : allocation.to,
  };
}
