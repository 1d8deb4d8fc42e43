import { useState } from 'react';
import { AmountField } from '../../ui/amount-field.tsx';
import { useFormat } from '../../ui/use-format.ts';

interface AmountInPlaceProps {
  name: string;
  amountMinor: number;
  currency: string;
  editing: boolean;
  onEdit: () => void;
  onSave: (amountMinor: number) => void;
  /** Esc: back to the row. */
  onLeave: () => void;
  /** The focus went elsewhere and stays there. */
  onClose: () => void;
}

/** An amount that becomes a field where it stands. Enter saves, Esc and leaving the field do not. */
export function AmountInPlace({ name, amountMinor, currency, editing, onEdit, onSave, onLeave, onClose }: AmountInPlaceProps) {
  const format = useFormat();
  if (editing) return <Editor {...{ name, amountMinor, currency, onSave, onLeave, onClose }} />;
  return (
    <button
      type="button"
      aria-label={`Change the budget for ${name}, ${format.money(amountMinor, currency)}`}
      title="Change it ( Enter )"
      onClick={onEdit}
      className="justify-self-end rounded-[4px] px-1 tabular-nums underline decoration-faint decoration-dotted underline-offset-[3px] hover:bg-hover"
    >
      {format.money(amountMinor, currency)}
    </button>
  );
}

function Editor({ name, amountMinor, currency, onSave, onLeave, onClose }: Omit<AmountInPlaceProps, 'editing' | 'onEdit'>) {
  const [typed, setTyped] = useState<number | null>(amountMinor);
  const [unreadable, setUnreadable] = useState(false);
  const isUsable = typed !== null && typed >= 0 && !unreadable;
  return (
    <form
      noValidate
      className="inline-block justify-self-end"
      onSubmit={(event) => {
        event.preventDefault();
        if (isUsable) onSave(typed);
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        onLeave();
      }}
      onBlur={(event) => {
        // The window losing focus is no leaving of the field.
        if (event.relatedTarget) onClose();
      }}
    >
      <AmountField
        autoFocus
        aria-label={`Budget for ${name}`}
        aria-invalid={isUsable ? undefined : true}
        className="h-[26px]! w-[100px]!"
        value={typed}
        currency={currency}
        onChange={setTyped}
        onUnreadable={setUnreadable}
      />
    </form>
  );
}
