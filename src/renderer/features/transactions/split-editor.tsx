import { Plus, X } from 'lucide-react';
import { useState } from 'react';
import type { Transaction, TransactionDetail } from '#shared/contract/transactions.ts';
import { allocate } from '#shared/money.ts';
import { client } from '../../client.ts';
import { Amount } from '../../ui/amount.tsx';
import { AmountField } from '../../ui/amount-field.tsx';
import { Button } from '../../ui/button.tsx';
import { CategoryPicker } from '../../ui/category-picker.tsx';
import { Dialog, DialogActions } from '../../ui/dialog.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { Input } from '../../ui/input.tsx';
import { useFormat } from '../../ui/use-format.ts';
import { offerUndo } from '../shell/undo.ts';

interface Part {
  key: number;
  categoryId: string | null;
  /** Minor units, positive where it goes the way of the whole: a discount within a purchase is negative. */
  size: number | null;
  note: string;
}

interface SplitEditorProps {
  row: Transaction;
  splits: TransactionDetail['splits'];
  onClose: () => void;
}

/** Shares one transaction out to several categories: by amount, by percent, equally, the rest to one of them. */
export function SplitEditor({ row, splits, onClose }: SplitEditorProps) {
  const format = useFormat();
  const direction = row.amountMinor < 0 ? -1 : 1;
  const whole = Math.abs(row.amountMinor);
  const [parts, setParts] = useState<Part[]>(() => firstParts(row, splits, direction));
  const [saving, setSaving] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const left = parts.reduce((rest, part) => rest - (part.size ?? 0), whole);
  const complete = left === 0 && parts.length > 1 && parts.every((part) => part.size);

  const change = (key: number, next: Partial<Part>) =>
    setParts((now) => now.map((part) => (part.key === key ? { ...part, ...next } : part)));
  const add = () =>
    setParts((now) => [...now, { key: Math.max(...now.map((part) => part.key)) + 1, categoryId: null, size: null, note: '' }]);
  const shareEqually = () => {
    const sizes = allocate(whole, parts.map(() => 1));
    setParts((now) => now.map((part, at) => ({ ...part, size: sizes[at] ?? 0 })));
  };

  const save = async (saved: Part[]) => {
    setSaving(true);
    try {
      const change = await client.transactions.split({
        id: row.id,
        parts: saved.map((part) => ({
          categoryId: part.categoryId,
          amountMinor: direction * (part.size ?? 0),
          note: part.note,
        })),
      });
      offerUndo(change);
      onClose();
    } catch (failure) {
      setError(failure);
      setSaving(false);
    }
  };

  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Split ${row.payee}`}
      description={`${format.money(whole, row.currency)} on ${format.day(row.date)}. Each part has its own category.`}
      className="w-[660px]!"
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (complete && !saving) void save(parts);
        }}
      >
        <ol className="flex flex-col gap-2" aria-label="Parts">
          {parts.map((part, at) => (
            <li key={part.key} className="grid grid-cols-[190px_minmax(0,1fr)_104px_64px_26px] items-center gap-2">
              <CategoryPicker
                aria-label={`Category of part ${at + 1}`}
                value={part.categoryId}
                nullLabel="No category"
                placeholder="Choose a category"
                onChange={(categoryId) => change(part.key, { categoryId })}
              />
              <Input
                aria-label={`Note of part ${at + 1}`}
                placeholder="Note"
                maxLength={500}
                value={part.note}
                onChange={(event) => change(part.key, { note: event.target.value })}
              />
              <AmountField
                aria-label={`Amount of part ${at + 1}`}
                value={part.size}
                currency={row.currency}
                onChange={(size) => change(part.key, { size })}
              />
              <PercentField
                label={`Percent of part ${at + 1}`}
                size={part.size}
                whole={whole}
                onChange={(size) => change(part.key, { size })}
              />
              <Button
                variant="ghost"
                size="icon"
                aria-label={`Remove part ${at + 1}`}
                disabled={parts.length <= 2}
                onClick={() => setParts((now) => now.filter((each) => each.key !== part.key))}
              >
                <X size={14} aria-hidden />
              </Button>
            </li>
          ))}
        </ol>
        <div className="mt-2 flex items-center gap-2">
          <Button size="sm" onClick={add}>
            <Plus size={13} aria-hidden /> Add a part
          </Button>
          <Button size="sm" onClick={shareEqually}>
            Equal parts
          </Button>
          <Button
            size="sm"
            disabled={left === 0}
            onClick={() => {
              const last = parts.findLast((part) => part.size === null) ?? parts.at(-1);
              if (last) change(last.key, { size: (last.size ?? 0) + left });
            }}
          >
            Rest to the last
          </Button>
          <span role="status" className="ml-auto text-small text-muted">
            {left === 0 ? 'All of it is shared out' : <LeftOver minor={left} currency={row.currency} />}
          </span>
        </div>
        {error !== null && (
          <div className="mt-3">
            <ErrorNote error={error} />
          </div>
        )}
        <DialogActions>
          {row.splitCount > 0 && (
            <Button className="mr-auto" disabled={saving} onClick={() => void save([])}>
              Make it whole again
            </Button>
          )}
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" disabled={!complete || saving}>
            Split
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}

function LeftOver({ minor, currency }: { minor: number; currency: string }) {
  return (
    <span className="text-warning">
      <Amount minor={Math.abs(minor)} currency={currency} /> {minor > 0 ? 'left' : 'too much'}
    </span>
  );
}

interface PercentFieldProps {
  label: string;
  size: number | null;
  whole: number;
  onChange: (size: number) => void;
}

/** The share in percent; typing it sets the amount, to the nearest minor unit. */
function PercentField({ label, size, whole, onChange }: PercentFieldProps) {
  const [text, setText] = useState<string | null>(null);
  const share = size === null || whole === 0 ? '' : String(Math.round((size / whole) * 1000) / 10);
  return (
    <div className="relative">
      <Input
        aria-label={label}
        inputMode="decimal"
        className="pr-6! text-right"
        value={text ?? share}
        onFocus={(event) => event.target.select()}
        onChange={(event) => {
          setText(event.target.value);
          const percent = Number(event.target.value.replace(',', '.'));
          if (event.target.value.trim() && percent >= 0 && percent <= 100) {
            onChange(allocate(whole, [percent, 100 - percent])[0] ?? 0);
          }
        }}
        onBlur={() => setText(null)}
      />
      <span aria-hidden className="absolute top-[6px] right-2 text-small text-muted">
        %
      </span>
    </div>
  );
}

function firstParts(row: Transaction, splits: TransactionDetail['splits'], direction: number): Part[] {
  if (splits.length > 0) {
    return splits.map((part, key) => ({
      key,
      categoryId: part.categoryId,
      size: direction * part.amountMinor,
      note: part.note,
    }));
  }
  return [
    { key: 0, categoryId: row.categoryId, size: null, note: '' },
    { key: 1, categoryId: null, size: null, note: '' },
  ];
}
