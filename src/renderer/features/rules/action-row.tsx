import { X } from 'lucide-react';
import type { RuleAction } from '#shared/contract/rules.ts';
import { AccountSelect } from '../../ui/account-select.tsx';
import { Button } from '../../ui/button.tsx';
import { CategoryPicker } from '../../ui/category-picker.tsx';
import { Input } from '../../ui/input.tsx';
import { Select } from '../../ui/select.tsx';
import { useCategories } from '../../ui/use-categories.ts';
import { actionNames, actionOptions, newAction, type ActionKind } from './rule-choices.ts';
import { SharesField } from './shares-field.tsx';

interface ActionRowProps {
  /** Counted from 1. */
  number: number;
  action: RuleAction;
  /** Kinds that other actions of the rule leave open. */
  kinds: ReadonlySet<ActionKind>;
  error: string | undefined;
  onChange: (action: RuleAction) => void;
  onRemove?: (() => void) | undefined;
}

export function ActionRow({ number, action, kinds, error, onChange, onRemove }: ActionRowProps) {
  return (
    <li className="flex flex-col gap-1">
      <div className="flex items-start gap-2">
        <Select
          aria-label={`Action ${number}`}
          className="w-52! shrink-0"
          value={action.do}
          options={actionOptions.filter(({ value }) => value === action.do || kinds.has(value))}
          onChange={(kind) => onChange(newAction(kind))}
        />
        <div className="min-w-0 flex-1">
          <ActionValue label={`${actionNames[action.do]}: value`} action={action} onChange={onChange} />
        </div>
        {onRemove && (
          <Button variant="ghost" size="icon" className="mt-0.5" aria-label={`Remove action ${number}`} onClick={onRemove}>
            <X size={14} aria-hidden />
          </Button>
        )}
      </div>
      {error && (
        <p role="alert" className="text-small text-error">
          {error}
        </p>
      )}
    </li>
  );
}

interface ActionValueProps {
  label: string;
  action: RuleAction;
  onChange: (action: RuleAction) => void;
}

function ActionValue({ label, action, onChange }: ActionValueProps) {
  const categories = useCategories();
  switch (action.do) {
    case 'setCategory':
      return (
        <CategoryPicker
          aria-label={`Category: ${categories.byId(action.categoryId)?.name ?? 'Choose a category'}`}
          value={action.categoryId || null}
          placeholder="Choose a category"
          onChange={(categoryId) => onChange({ ...action, categoryId: categoryId ?? '' })}
        />
      );
    case 'setPayee':
      return (
        <Input
          aria-label={label}
          value={action.name}
          maxLength={200}
          onChange={(event) => onChange({ ...action, name: event.target.value })}
        />
      );
    case 'addTag':
      return (
        <Input
          aria-label={label}
          value={action.name}
          maxLength={60}
          onChange={(event) => onChange({ ...action, name: event.target.value })}
        />
      );
    case 'setNote':
      return (
        <Input
          aria-label={label}
          value={action.note}
          maxLength={2000}
          onChange={(event) => onChange({ ...action, note: event.target.value })}
        />
      );
    case 'split':
      return <SharesField parts={action.parts} onChange={(parts) => onChange({ ...action, parts })} />;
    case 'transfer':
      return (
        <AccountSelect aria-label={label} value={action.accountId || null} onChange={(id) => onChange({ ...action, accountId: id ?? '' })} />
      );
    case 'markReviewed':
      return null;
  }
}
