import { X } from 'lucide-react';
import { useState } from 'react';
import type { RuleCondition } from '#shared/contract/rules.ts';
import { AmountField } from '../../ui/amount-field.tsx';
import { Button } from '../../ui/button.tsx';
import { Input } from '../../ui/input.tsx';
import { Select } from '../../ui/select.tsx';
import { useAccounts } from '../../ui/use-accounts.ts';
import { ChoiceButtons } from './choice-buttons.tsx';
import { fieldOptions, newCondition, opName, opOptions, withOp, wordsOf } from './rule-choices.ts';

interface ConditionRowProps {
  /** Counted from 1. */
  number: number;
  condition: RuleCondition;
  currencies: readonly string[];
  error: string | undefined;
  /** The text to be typed first. */
  autoFocus: boolean;
  onChange: (condition: RuleCondition) => void;
  /** Left out for the only one. */
  onRemove?: (() => void) | undefined;
}

export function ConditionRow({ number, condition, currencies, error, autoFocus, onChange, onRemove }: ConditionRowProps) {
  const ops = opOptions(condition.field);
  return (
    <li className="flex flex-col gap-1">
      <div className="flex items-start gap-2">
        <Select
          aria-label={`Field of condition ${number}`}
          className="w-40! shrink-0"
          value={condition.field}
          options={fieldOptions}
          onChange={(field) => onChange(newCondition(field, currencies[0] ?? 'EUR'))}
        />
        {ops.length > 1 ? (
          <Select
            aria-label={`How condition ${number} compares`}
            className="w-44! shrink-0"
            value={condition.op}
            options={ops}
            onChange={(op) => onChange(withOp(condition, op))}
          />
        ) : (
          <span className="flex h-[30px] shrink-0 items-center px-1 text-muted">{opName(condition.op)}</span>
        )}
        <div className="min-w-0 flex-1">
          <ConditionValue
            key={`${condition.field} ${condition.op}`}
            label={`Value of condition ${number}`}
            condition={condition}
            currencies={currencies}
            invalid={error !== undefined}
            autoFocus={autoFocus}
            onChange={onChange}
          />
        </div>
        {onRemove && (
          <Button variant="ghost" size="icon" className="mt-0.5" aria-label={`Remove condition ${number}`} onClick={onRemove}>
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

interface ConditionValueProps {
  label: string;
  condition: RuleCondition;
  currencies: readonly string[];
  invalid: boolean;
  autoFocus: boolean;
  onChange: (condition: RuleCondition) => void;
}

const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'].map((label, at) => ({ value: at + 1, label }));
const directions = [
  { value: 'out', label: 'money out' },
  { value: 'in', label: 'money in' },
] as const;

function ConditionValue({ label, condition, currencies, invalid, autoFocus, onChange }: ConditionValueProps) {
  const accounts = useAccounts();
  const marked = invalid ? { 'aria-invalid': true as const } : {};
  switch (condition.field) {
    case 'description':
    case 'payee':
    case 'note':
      return condition.op === 'isOneOf' ? (
        <WordsInput label={label} {...marked} words={condition.values} onChange={(values) => onChange({ ...condition, values })} />
      ) : (
        <Input
          aria-label={label}
          {...marked}
          autoFocus={autoFocus}
          value={condition.value}
          className={condition.op === 'matches' ? 'font-mono' : ''}
          placeholder={condition.op === 'matches' ? 'tesco|lidl \\d+' : ''}
          maxLength={condition.op === 'matches' ? 500 : 200}
          onChange={(event) => onChange({ ...condition, value: event.target.value })}
        />
      );
    case 'tag':
      return (
        <WordsInput label={label} {...marked} words={condition.values} onChange={(values) => onChange({ ...condition, values })} />
      );
    case 'amount':
      return (
        <div className="flex items-center gap-2">
          <AmountField
            aria-label={label}
            className="w-28!"
            value={condition.minor}
            currency={condition.currency}
            onChange={(minor) => onChange({ ...condition, minor: Math.abs(minor ?? 0) })}
          />
          {condition.op === 'between' && (
            <>
              <span className="text-muted">and</span>
              <AmountField
                aria-label={`${label}, upper end`}
                className="w-28!"
                value={condition.toMinor}
                currency={condition.currency}
                onChange={(minor) => onChange({ ...condition, toMinor: Math.abs(minor ?? 0) })}
              />
            </>
          )}
          {currencies.length > 1 ? (
            <Select
              aria-label={`${label}, currency`}
              className="w-20!"
              value={condition.currency}
              options={currencies.map((value) => ({ value, label: value }))}
              onChange={(currency) => onChange({ ...condition, currency })}
            />
          ) : (
            <span className="text-muted">{condition.currency}</span>
          )}
        </div>
      );
    case 'direction':
      return (
        <Select
          aria-label={label}
          className="w-36!"
          value={condition.value}
          options={directions}
          onChange={(value) => onChange({ ...condition, value })}
        />
      );
    case 'account':
      return (
        <ChoiceButtons
          label={label}
          options={accounts.list.map((account) => ({ value: account.id, label: account.name }))}
          chosen={condition.values}
          onChange={(values) => onChange({ ...condition, values })}
        />
      );
    case 'currency':
      return (
        <ChoiceButtons
          label={label}
          options={currencies.map((value) => ({ value, label: value }))}
          chosen={condition.values}
          onChange={(values) => onChange({ ...condition, values })}
        />
      );
    case 'weekday':
      return (
        <ChoiceButtons
          label={label}
          options={weekdays}
          chosen={condition.values}
          onChange={(values) => onChange({ ...condition, values: values.toSorted((a, b) => a - b) })}
        />
      );
    case 'dayOfMonth':
      return (
        <div className="flex items-center gap-2">
          <DayInput label={label} day={condition.from} onChange={(from) => onChange({ ...condition, from })} />
          <span className="text-muted">and</span>
          <DayInput label={`${label}, last day`} day={condition.to} onChange={(to) => onChange({ ...condition, to })} />
        </div>
      );
    case 'category':
      return null;
  }
}

function DayInput({ label, day, onChange }: { label: string; day: number; onChange: (day: number) => void }) {
  const [text, setText] = useState(String(day));
  return (
    <Input
      aria-label={label}
      inputMode="numeric"
      className="w-16! text-right"
      value={text}
      onChange={(event) => {
        const digits = event.target.value.replace(/\D/g, '').slice(0, 2);
        setText(digits);
        const next = Number(digits);
        if (next >= 1 && next <= 31) onChange(next);
      }}
      onBlur={() => setText(String(day))}
    />
  );
}

interface WordsInputProps {
  label: string;
  words: readonly string[];
  onChange: (words: string[]) => void;
  'aria-invalid'?: true;
}

/** Several texts with commas between. */
function WordsInput({ label, words, onChange, ...rest }: WordsInputProps) {
  const [text, setText] = useState(words.join(', '));
  return (
    <Input
      aria-label={label}
      {...rest}
      placeholder="Several, with commas between"
      value={text}
      onChange={(event) => {
        setText(event.target.value);
        onChange(wordsOf(event.target.value));
      }}
    />
  );
}
