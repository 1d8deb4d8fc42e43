import { Plus, X } from 'lucide-react';
import type { GroupMember } from '#shared/contract/groups.ts';
import { Amount } from '../../ui/amount.tsx';
import { AmountField } from '../../ui/amount-field.tsx';
import { Button } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import { Input } from '../../ui/input.tsx';
import type { ExpenseDraft, ItemDraft } from './expense-draft.ts';

interface ItemsFieldProps {
  members: readonly GroupMember[];
  draft: ExpenseDraft;
  onChange: (patch: Partial<ExpenseDraft>) => void;
  preview: Record<string, number>;
}

/** The lines of a bill, each with those who had it. */
export function ItemsField({ members, draft, onChange, preview }: ItemsFieldProps) {
  const set = (at: number, patch: Partial<ItemDraft>) =>
    onChange({ items: draft.items.map((item, index) => (index === at ? { ...item, ...patch } : item)) });
  return (
    <fieldset className="rounded-control border border-line px-3 pt-1 pb-2.5">
      <legend className="px-1 text-small text-muted">Items</legend>
      <ol className="flex flex-col gap-3">
        {draft.items.map((item, at) => (
          <li key={at}>
            <div className="grid grid-cols-[minmax(0,1fr)_110px_26px] items-center gap-2">
              <Input
                aria-label={`Name of item ${at + 1}`}
                placeholder="Pizza"
                maxLength={80}
                value={item.name}
                onChange={(event) => set(at, { name: event.target.value })}
              />
              <AmountField
                aria-label={`Amount of item ${at + 1}`}
                value={item.amountMinor}
                currency={draft.currency}
                onChange={(amountMinor) => set(at, { amountMinor })}
              />
              <Button
                variant="ghost"
                size="icon"
                aria-label={`Remove item ${at + 1}`}
                disabled={draft.items.length === 1}
                onClick={() => onChange({ items: draft.items.filter((_, index) => index !== at) })}
              >
                <X size={14} aria-hidden />
              </Button>
            </div>
            <div role="group" aria-label={`Who had item ${at + 1}`} className="mt-1.5 flex flex-wrap gap-1">
              {members.map((member) => {
                const had = item.memberIds.includes(member.id);
                return (
                  <button
                    key={member.id}
                    type="button"
                    aria-pressed={had}
                    className={cx(
                      'h-6 rounded-full border px-2.5 text-small',
                      had ? 'border-accent bg-selected text-ink' : 'border-line text-muted hover:bg-hover',
                    )}
                    onClick={() =>
                      set(at, {
                        memberIds: had ? item.memberIds.filter((id) => id !== member.id) : [...item.memberIds, member.id],
                      })
                    }
                  >
                    {member.name}
                  </button>
                );
              })}
            </div>
          </li>
        ))}
      </ol>
      <Button
        variant="ghost"
        size="sm"
        className="mt-2 -ml-2"
        onClick={() => onChange({ items: [...draft.items, { name: '', amountMinor: null, memberIds: [] }] })}
      >
        <Plus size={13} aria-hidden /> Add an item
      </Button>
      <p className="mt-1 flex flex-wrap gap-x-4 text-small text-muted">
        {members
          .filter((member) => preview[member.id])
          .map((member) => (
            <span key={member.id}>
              {member.name} <Amount minor={preview[member.id] ?? 0} currency={draft.currency} />
            </span>
          ))}
      </p>
    </fieldset>
  );
}
