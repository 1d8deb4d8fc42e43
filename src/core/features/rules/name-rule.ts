import type { RuleAction, RuleCondition, RuleDraft } from '#shared/contract/rules.ts';
import { formatMinor } from '#shared/money.ts';

interface Names {
  category(id: string): string;
  account(id: string): string;
}

const LONGEST = 120;

/** "TESCO → Groceries": what a rule is called until a person names it. */
export function nameRule(draft: Pick<RuleDraft, 'conditions' | 'actions'>, names: Names): string {
  const asked = draft.conditions.map((condition) => askedBy(condition, names));
  const done = draft.actions.map((action) => doneBy(action, names));
  const more = asked.length > 2 ? [...asked.slice(0, 2), '…'] : asked;
  return `${more.join(', ')} → ${done.join(', ')}`.slice(0, LONGEST);
}

const DAYS = ['', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

function askedBy(condition: RuleCondition, names: Names): string {
  switch (condition.field) {
    case 'amount': {
      const amount = (minor: number): string => formatMinor(minor, condition.currency);
      if (condition.op === 'between') return `${amount(condition.minor)} to ${amount(condition.toMinor)} ${condition.currency}`;
      return `${condition.op === 'is' ? '' : `${condition.op} `}${amount(condition.minor)} ${condition.currency}`;
    }
    case 'direction':
      return condition.value === 'in' ? 'money in' : 'money out';
    case 'account':
      return condition.values.map(names.account).join(' or ');
    case 'dayOfMonth':
      return condition.from === condition.to ? `day ${condition.from}` : `days ${condition.from} to ${condition.to}`;
    case 'weekday':
      return condition.values.map((day) => DAYS[day]).join(', ');
    case 'category':
      return 'no category';
    default:
      return 'values' in condition ? condition.values.slice(0, 2).join(' or ') : condition.value;
  }
}

function doneBy(action: RuleAction, names: Names): string {
  switch (action.do) {
    case 'setCategory':
      return names.category(action.categoryId);
    case 'setPayee':
      return action.name;
    case 'addTag':
      return `#${action.name}`;
    case 'setNote':
      return 'a note';
    case 'split':
      return `split in ${action.parts.length}`;
    case 'transfer':
      return `transfer to ${names.account(action.accountId)}`;
    case 'markReviewed':
      return 'reviewed';
  }
}
