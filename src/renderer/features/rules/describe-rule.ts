import { useMemo } from 'react';
import type { Rule, RuleAction, RuleCondition } from '#shared/contract/rules.ts';
import type { Format } from '../../ui/format.ts';
import { useAccounts } from '../../ui/use-accounts.ts';
import { useCategories } from '../../ui/use-categories.ts';
import { useFormat } from '../../ui/use-format.ts';
import { fieldNames, opName } from './rule-choices.ts';

interface Names {
  account(id: string): string;
  category(id: string | null): string;
}

/** Answers what a rule asks and does, in a sentence: "Bank's text contains “TESCO”: category Groceries". */
export function useDescribeRule(): (rule: Pick<Rule, 'match' | 'conditions' | 'actions'>) => string {
  const format = useFormat();
  const accounts = useAccounts();
  const categories = useCategories();
  return useMemo(() => {
    const names: Names = {
      account: (id) => accounts.byId(id)?.name ?? 'an account that is gone',
      category: (id) => (id === null ? 'no category' : (categories.byId(id)?.name ?? 'a category that is gone')),
    };
    return (rule) => {
      const asked = rule.conditions.map((condition) => ask(condition, names, format));
      const done = rule.actions.map((action) => act(action, names));
      const sentence = `${asked.join(rule.match === 'all' ? ' and ' : ' or ')}: ${done.join(', ')}`;
      return sentence.charAt(0).toUpperCase() + sentence.slice(1);
    };
  }, [format, accounts, categories]);
}

const WEEKDAYS = ['', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

function ask(condition: RuleCondition, names: Names, format: Format): string {
  const field = fieldNames[condition.field].toLowerCase();
  switch (condition.field) {
    case 'amount': {
      const amount = format.money(condition.minor, condition.currency);
      if (condition.op !== 'between') return `${field} ${opName(condition.op)} ${amount}`;
      return `${field} is between ${amount} and ${format.money(condition.toMinor, condition.currency)}`;
    }
    case 'direction':
      return condition.value === 'out' ? 'money out' : 'money in';
    case 'account':
      return `${field} is ${condition.values.map(names.account).join(' or ')}`;
    case 'dayOfMonth':
      return `${field} is ${condition.from} to ${condition.to}`;
    case 'weekday':
      return `${field} is ${condition.values.map((day) => WEEKDAYS[day]).join(' or ')}`;
    case 'category':
      return 'no category is set';
    default: {
      const value = 'values' in condition ? condition.values.join(', ') : condition.value;
      return `${field} ${opName(condition.op)} “${value}”`;
    }
  }
}

function act(action: RuleAction, names: Names): string {
  switch (action.do) {
    case 'setCategory':
      return `category ${names.category(action.categoryId)}`;
    case 'setPayee':
      return `payee ${action.name}`;
    case 'addTag':
      return `tag ${action.name}`;
    case 'setNote':
      return `note “${action.note}”`;
    case 'split':
      return `split into ${action.parts.map((part) => names.category(part.categoryId)).join(' and ')}`;
    case 'transfer':
      return `transfer with ${names.account(action.accountId)}`;
    case 'markReviewed':
      return 'reviewed';
  }
}
