import { Plus, X } from 'lucide-react';
import { useId, useState } from 'react';
import type { CashFlow } from '#shared/contract/forecasts.ts';
import { addDays } from '#shared/dates.ts';
import { Amount } from '../../ui/amount.tsx';
import { AmountField } from '../../ui/amount-field.tsx';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { DateField } from '../../ui/date-field.tsx';
import { Field, Input } from '../../ui/input.tsx';
import { Select } from '../../ui/select.tsx';
import { useFormat } from '../../ui/use-format.ts';
import { droppable, rhythm, type Plan } from './plan.ts';

interface WhatIfCardProps {
  flow: CashFlow;
  plans: readonly Plan[];
  onChange: (plans: Plan[]) => void;
}

type Draft = { direction: 'in' | 'out'; name: string; amountMinor: number | null; date: string | null; monthly: boolean };

/** Tries out an income, a cost, or life without a subscription. Nothing is saved. */
export function WhatIfCard({ flow, plans, onChange }: WhatIfCardProps) {
  const format = useFormat();
  const monthlyId = useId();
  const fresh: Draft = { direction: 'out', name: '', amountMinor: null, date: addDays(flow.today, 7), monthly: false };
  const [draft, setDraft] = useState<Draft>(fresh);
  const nextId = plans.reduce((most, { id }) => Math.max(most, id), 0) + 1;
  const dropped = new Set(plans.flatMap((plan) => (plan.kind === 'drop' ? [plan.itemId] : [])));
  const choices = droppable(flow.recurring).filter(({ id }) => !dropped.has(id));
  const nameOf = (plan: Plan): string =>
    plan.kind === 'drop' ? `Without ${flow.recurring.find(({ id }) => id === plan.itemId)?.name ?? 'it'}` : plan.name;
  const add = (): void => {
    const { amountMinor, date } = draft;
    if (!amountMinor || date === null) return;
    const signed = draft.direction === 'in' ? Math.abs(amountMinor) : -Math.abs(amountMinor);
    const name = draft.name.trim() || (draft.direction === 'in' ? 'An income' : 'A cost');
    onChange([...plans, { id: nextId, kind: 'amount', name, date, amountMinor: signed, monthly: draft.monthly }]);
    setDraft({ ...fresh, direction: draft.direction });
  };
  return (
    <Card title="What if" aside={plans.length > 0 ? <Button size="sm" variant="ghost" onClick={() => onChange([])}>Clear all</Button> : 'nothing is saved'}>
      <form
        className="grid grid-cols-2 gap-2.5"
        onSubmit={(event) => {
          event.preventDefault();
          add();
        }}
      >
        <Field label="Income or cost">
          {(ids) => (
            <Select<'in' | 'out'>
              {...ids}
              value={draft.direction}
              onChange={(direction) => setDraft({ ...draft, direction })}
              options={[
                { value: 'out', label: 'A cost' },
                { value: 'in', label: 'An income' },
              ]}
            />
          )}
        </Field>
        <Field label="Amount">
          {(ids) => <AmountField {...ids} value={draft.amountMinor} currency={flow.currency} onChange={(amountMinor) => setDraft({ ...draft, amountMinor })} />}
        </Field>
        <Field label="Name">
          {(ids) => <Input {...ids} placeholder={draft.direction === 'in' ? 'Tax refund' : 'New bicycle'} value={draft.name} onChange={(event) => setDraft({ ...draft, name: event.target.value })} />}
        </Field>
        <Field label="Day">
          {(ids) => <DateField {...ids} value={draft.date} onChange={(date) => setDraft({ ...draft, date })} />}
        </Field>
        <div className="flex items-center gap-2">
          <Checkbox id={monthlyId} checked={draft.monthly} onChange={(monthly) => setDraft({ ...draft, monthly })} />
          <label htmlFor={monthlyId}>Every month</label>
        </div>
        <Button type="submit" disabled={!draft.amountMinor || draft.date === null} className="justify-center">
          <Plus size={14} aria-hidden /> Try it
        </Button>
      </form>
      {choices.length > 0 && (
        <Field label="Or do without" className="mt-3">
          {(ids) => (
            <Select
              {...ids}
              value={null}
              placeholder="A subscription or another payment"
              onChange={(itemId) => onChange([...plans, { id: nextId, kind: 'drop', itemId }])}
              options={choices.map(({ id, name, amountMinor, period }) => ({
                value: id,
                label: `${name} · ${format.money(-amountMinor, flow.currency)} ${rhythm(period)}`,
              }))}
            />
          )}
        </Field>
      )}
      {plans.length > 0 && (
        <ul className="mt-3 border-t border-line pt-1.5" aria-label="What is tried out">
          {plans.map((plan) => (
            <li key={plan.id} className="flex h-8 items-center gap-2">
              <span className="min-w-0 flex-1 truncate">{nameOf(plan)}</span>
              {plan.kind === 'amount' && (
                <span className="text-small whitespace-nowrap text-muted">
                  {plan.monthly ? 'monthly from ' : ''}
                  {format.dayShort(plan.date)}
                </span>
              )}
              {plan.kind === 'amount' && <Amount minor={plan.amountMinor} currency={flow.currency} sign />}
              <Button size="icon" variant="ghost" aria-label={`Take out ${nameOf(plan)}`} onClick={() => onChange(plans.filter((each) => each !== plan))}>
                <X size={14} aria-hidden />
              </Button>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
