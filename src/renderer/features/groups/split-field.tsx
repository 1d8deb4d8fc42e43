import type { GroupMember } from '#shared/contract/groups.ts';
import { Amount } from '../../ui/amount.tsx';
import { AmountField } from '../../ui/amount-field.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { Input } from '../../ui/input.tsx';
import type { ExpenseDraft } from './expense-draft.ts';

interface SplitFieldProps {
  members: readonly GroupMember[];
  draft: ExpenseDraft;
  onChange: (patch: Partial<ExpenseDraft>) => void;
  /** Minor units that each bears, as it stands. */
  preview: Record<string, number>;
}

/** Who takes part, with their share, percent or amount, and what it comes to. */
export function SplitField({ members, draft, onChange, preview }: SplitFieldProps) {
  const tick = (id: string, on: boolean) =>
    onChange({ among: members.map((member) => member.id).filter((each) => (each === id ? on : draft.among.includes(each))) });
  return (
    <fieldset className="rounded-control border border-line px-3 pt-1 pb-1.5">
      <legend className="px-1 text-small text-muted">For whom</legend>
      {members.map((member) => {
        const part = draft.among.includes(member.id);
        return (
          <div key={member.id} className="grid h-9 grid-cols-[minmax(0,1fr)_110px_90px] items-center gap-3">
            <label className="flex min-w-0 items-center gap-2.5">
              <Checkbox checked={part} onChange={(on) => tick(member.id, on)} />
              <span className="truncate">{member.name}</span>
            </label>
            {part ? <Weight member={member} draft={draft} onChange={onChange} /> : <span />}
            <span className="text-right text-muted">
              {part && draft.split !== 'amount' && <Amount minor={preview[member.id] ?? 0} currency={draft.currency} />}
            </span>
          </div>
        );
      })}
    </fieldset>
  );
}

type WeightProps = Pick<SplitFieldProps, 'draft' | 'onChange'> & { member: GroupMember };

function Weight({ member, draft, onChange }: WeightProps) {
  switch (draft.split) {
    case 'shares':
      return (
        <Input
          inputMode="decimal"
          className="text-right"
          aria-label={`Shares of ${member.name}`}
          value={draft.shares[member.id] ?? '1'}
          onFocus={(event) => event.target.select()}
          onChange={(event) => onChange({ shares: { ...draft.shares, [member.id]: event.target.value } })}
        />
      );
    case 'percent':
      return (
        <Input
          inputMode="decimal"
          className="text-right"
          placeholder="0"
          aria-label={`Percent of ${member.name}`}
          value={draft.percents[member.id] ?? ''}
          onFocus={(event) => event.target.select()}
          onChange={(event) => onChange({ percents: { ...draft.percents, [member.id]: event.target.value } })}
        />
      );
    case 'amount':
      return (
        <AmountField
          aria-label={`Amount of ${member.name}`}
          value={draft.amounts[member.id] ?? null}
          currency={draft.currency}
          onChange={(minor) => onChange({ amounts: { ...draft.amounts, [member.id]: minor } })}
        />
      );
    default:
      return <span />;
  }
}
