/** What conditions and actions are called, and what a new one of each begins as. */
import type { RuleAction, RuleCondition } from '#shared/contract/rules.ts';

export type ConditionField = RuleCondition['field'];
export type ConditionOp = RuleCondition['op'];

export const fieldNames: Record<ConditionField, string> = {
  description: 'Bank’s text',
  payee: 'Payee',
  note: 'Note',
  amount: 'Amount',
  direction: 'Direction',
  account: 'Account',
  dayOfMonth: 'Day of the month',
  weekday: 'Weekday',
  currency: 'Currency',
  tag: 'Tag',
  category: 'Category',
};

const textOps = ['contains', 'equals', 'startsWith', 'isOneOf', 'matches'] as const;

const opNames: Record<string, string> = {
  contains: 'contains',
  equals: 'is exactly',
  startsWith: 'begins with',
  isOneOf: 'is one of',
  matches: 'matches the pattern',
  is: 'is',
  over: 'is over',
  under: 'is under',
  between: 'is between',
  isNone: 'is none',
};

const opsOf: Record<ConditionField, readonly ConditionOp[]> = {
  description: textOps,
  payee: textOps,
  note: textOps,
  amount: ['is', 'over', 'under', 'between'],
  direction: ['is'],
  account: ['isOneOf'],
  dayOfMonth: ['between'],
  weekday: ['isOneOf'],
  currency: ['isOneOf'],
  tag: ['isOneOf'],
  category: ['isNone'],
};

export const fieldOptions = (Object.keys(fieldNames) as ConditionField[]).map((value) => ({
  value,
  label: fieldNames[value],
}));

export function opOptions(field: ConditionField): { value: ConditionOp; label: string }[] {
  return opsOf[field].map((value) => ({ value, label: opNames[value] ?? value }));
}

export function opName(op: ConditionOp): string {
  return opNames[op] ?? op;
}

/** A condition on that field, as empty as can be. `currency` is for amounts. */
export function newCondition(field: ConditionField, currency: string): RuleCondition {
  switch (field) {
    case 'description':
    case 'payee':
    case 'note':
      return { field, op: 'contains', value: '' };
    case 'amount':
      return { field, op: 'is', minor: 0, currency };
    case 'direction':
      return { field, op: 'is', value: 'out' };
    case 'account':
    case 'currency':
    case 'tag':
      return { field, op: 'isOneOf', values: [] };
    case 'weekday':
      return { field, op: 'isOneOf', values: [] };
    case 'dayOfMonth':
      return { field, op: 'between', from: 1, to: 31 };
    case 'category':
      return { field, op: 'isNone' };
  }
}

/** The same condition with another operator; what was typed stays where it still fits. */
export function withOp(condition: RuleCondition, op: ConditionOp): RuleCondition {
  if (condition.field === 'amount') {
    const { field, minor, currency } = condition;
    if (op === 'between') return { field, op, minor, toMinor: minor, currency };
    if (op === 'is' || op === 'over' || op === 'under') return { field, op, minor, currency };
    return condition;
  }
  if (condition.field !== 'description' && condition.field !== 'payee' && condition.field !== 'note') return condition;
  const { field } = condition;
  const value = 'values' in condition ? condition.values.join(', ') : condition.value;
  if (op === 'isOneOf') return { field, op, values: wordsOf(value) };
  if (op === 'matches') return { field, op, value };
  if (op === 'contains' || op === 'equals' || op === 'startsWith') return { field, op, value };
  return condition;
}

/** "Tesco, Lidl" → two texts. */
export function wordsOf(text: string): string[] {
  return text
    .split(',')
    .map((word) => word.trim())
    .filter(Boolean);
}

export type ActionKind = RuleAction['do'];

export const actionNames: Record<ActionKind, string> = {
  setCategory: 'Set the category',
  setPayee: 'Set the payee',
  addTag: 'Add a tag',
  setNote: 'Set the note',
  split: 'Split',
  transfer: 'Mark as a transfer with',
  markReviewed: 'Mark as reviewed',
};

export const actionOptions = (Object.keys(actionNames) as ActionKind[]).map((value) => ({
  value,
  label: actionNames[value],
}));

export function newAction(kind: ActionKind): RuleAction {
  switch (kind) {
    case 'setCategory':
      return { do: kind, categoryId: '' };
    case 'setPayee':
    case 'addTag':
      return { do: kind, name: '' };
    case 'setNote':
      return { do: kind, note: '' };
    case 'split':
      return {
        do: kind,
        parts: [
          { categoryId: null, share: 5000, note: '' },
          { categoryId: null, share: 'rest', note: '' },
        ],
      };
    case 'transfer':
      return { do: kind, accountId: '' };
    case 'markReviewed':
      return { do: kind };
  }
}
