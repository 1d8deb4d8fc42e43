import type { RuleCondition } from '#shared/contract/rules.ts';
import { weekdayOf } from '#shared/dates.ts';
import { compilePattern } from './compile-pattern.ts';
import { foldName } from '#shared/fold-name.ts';
import type { RuleRow } from './rule-row.ts';

/** A text as it is compared: once as it stands, for patterns, and once folded. */
export interface FoldedText {
  raw: string;
  folded: string;
}

export type TextTest = (text: FoldedText) => boolean;
export type RowTest = (row: RuleRow) => boolean;

/**
 * Conditions on the bank's text and the payee depend on texts that repeat, so they are kept apart: they are asked once
 * for each text. All others are asked of each row.
 */
export type CompiledCondition =
  | { on: 'description' | 'payee'; test: TextTest }
  | { on: 'row'; test: RowTest };

type TextCondition = Extract<RuleCondition, { field: 'description' | 'payee' | 'note' }>;

/** @param at the place of the condition in its rule, for the error. @throws DomainError INVALID for a pattern that cannot be read. */
export function compileCondition(condition: RuleCondition, at: number): CompiledCondition {
  switch (condition.field) {
    case 'description':
    case 'payee':
      return { on: condition.field, test: textTest(condition, at) };
    case 'note': {
      const test = textTest(condition, at);
      return { on: 'row', test: (row) => test({ raw: row.note, folded: foldName(row.note) }) };
    }
    default:
      return { on: 'row', test: rowTest(condition) };
  }
}

function textTest(condition: TextCondition, at: number): TextTest {
  switch (condition.op) {
    case 'contains': {
      const wanted = foldName(condition.value);
      return (text) => text.folded.includes(wanted);
    }
    case 'equals': {
      const wanted = foldName(condition.value);
      return (text) => text.folded === wanted;
    }
    case 'startsWith': {
      const wanted = foldName(condition.value);
      return (text) => text.folded.startsWith(wanted);
    }
    case 'isOneOf': {
      const wanted = new Set(condition.values.map(foldName));
      return (text) => wanted.has(text.folded);
    }
    case 'matches': {
      const found = compilePattern(condition.value, `conditions.${at}.value`);
      return (text) => found(text.raw);
    }
  }
}

function rowTest(condition: Exclude<RuleCondition, TextCondition>): RowTest {
  switch (condition.field) {
    case 'amount':
      return amountTest(condition);
    case 'direction':
      return condition.value === 'out' ? (row) => row.amountMinor < 0 : (row) => row.amountMinor > 0;
    case 'account': {
      const wanted = new Set(condition.values);
      return (row) => wanted.has(row.accountId);
    }
    case 'dayOfMonth': {
      const { from, to } = condition;
      return ({ date }) => {
        const day = Number(date.slice(8, 10));
        return from <= to ? day >= from && day <= to : day >= from || day <= to;
      };
    }
    case 'weekday': {
      const wanted = new Set(condition.values);
      return (row) => wanted.has(weekdayOf(row.date));
    }
    case 'currency': {
      const wanted = new Set(condition.values);
      return (row) => wanted.has(row.currency);
    }
    case 'tag': {
      const wanted = new Set(condition.values.map(foldName));
      return (row) => row.tags.some((tag) => wanted.has(foldName(tag)));
    }
    case 'category':
      return (row) => row.categoryId === null;
  }
}

function amountTest(condition: Extract<RuleCondition, { field: 'amount' }>): RowTest {
  const { currency, minor } = condition;
  const fits = (size: number): boolean => {
    switch (condition.op) {
      case 'is':
        return size === minor;
      case 'over':
        return size > minor;
      case 'under':
        return size < minor;
      case 'between':
        return size >= Math.min(minor, condition.toMinor) && size <= Math.max(minor, condition.toMinor);
    }
  };
  return (row) => row.currency === currency && fits(Math.abs(row.amountMinor));
}
