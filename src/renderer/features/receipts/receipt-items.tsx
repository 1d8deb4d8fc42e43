import { Plus, X } from 'lucide-react';
import type { ReceiptReading } from '#shared/contract/receipts.ts';
import { Amount } from '../../ui/amount.tsx';
import { AmountField } from '../../ui/amount-field.tsx';
import { Button } from '../../ui/button.tsx';
import { CategoryPicker } from '../../ui/category-picker.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { Input } from '../../ui/input.tsx';
import { useCategories } from '../../ui/use-categories.ts';
import { newItem, remainderOf, withTaxAndTip, type Draft, type DraftItem } from './receipt-draft.ts';

interface ReceiptItemsProps {
  draft: Draft;
  reading: ReceiptReading | null;
  /** What the parts sum to; null while no amount is known. */
  wholeMinor: number | null;
  /** Why it cannot be split here. */
  noSplit: string | null;
  onChange: (change: Partial<Draft>) => void;
}

/** The lines of the receipt; on a person's word they become parts of the transaction, each with its category. */
export function ReceiptItems({ draft, reading, wholeMinor, noSplit, onChange }: ReceiptItemsProps) {
  const { items, split, currency } = draft;
  const categories = useCategories();
  const usual = categories.byId(draft.categoryId)?.name ?? 'No category';
  const left = wholeMinor === null ? null : remainderOf(items, wholeMinor);
  const change = (key: number, next: Partial<DraftItem>) =>
    onChange({ items: items.map((item) => (item.key === key ? { ...item, ...next } : item)) });
  const begin = (on: boolean) =>
    onChange({ split: on, ...(on && wholeMinor !== null ? { items: withTaxAndTip(items, wholeMinor, reading) } : {}) });
  return (
    <section aria-label="Items" className="border-t border-line pt-3">
      <div className="flex items-center justify-between gap-2">
        <h2 className="text-small text-muted">{items.length === 0 ? 'Items' : items.length === 1 ? '1 item' : `${items.length} items`}</h2>
        {items.length > 0 && (
          <label className="flex items-center gap-2 text-small" title={noSplit ?? undefined}>
            <Checkbox checked={split} disabled={wholeMinor === null || noSplit !== null} onChange={begin} />
            Split by item
          </label>
        )}
      </div>
      {noSplit && items.length > 0 && <p className="mt-1 text-small text-muted">{noSplit}</p>}
      <ol className="mt-1 flex flex-col gap-1">
        {items.map((item, at) => (
          <li key={item.key} data-field={`item-${item.key}`} className="grid grid-cols-[minmax(0,1fr)_84px_26px] items-center gap-1">
            <Input
              aria-label={`Item ${at + 1}`}
              value={item.name}
              maxLength={200}
              placeholder="What it was"
              onChange={(event) => change(item.key, { name: event.target.value, unsure: false })}
            />
            <AmountField
              aria-label={`Amount of item ${at + 1}`}
              value={item.amountMinor}
              currency={currency}
              onChange={(amountMinor) => change(item.key, { amountMinor, unsure: false })}
            />
            <Button
              variant="ghost"
              size="icon"
              aria-label={`Remove item ${at + 1}`}
              onClick={() => onChange({ items: items.filter(({ key }) => key !== item.key) })}
            >
              <X size={13} aria-hidden />
            </Button>
            {(split || item.unsure) && (
              <div className="col-span-3 mb-1 flex items-center gap-2">
                {split && (
                  <CategoryPicker
                    aria-label={`Category of item ${at + 1}`}
                    className="h-[26px]! max-w-52 text-small"
                    value={item.categoryId}
                    nullLabel={`As the receipt: ${usual}`}
                    placeholder={usual}
                    onChange={(categoryId) => change(item.key, { categoryId })}
                  />
                )}
                {item.unsure && <span className="text-small text-warning">· sure?</span>}
              </div>
            )}
          </li>
        ))}
      </ol>
      <div className="mt-1 flex min-h-[26px] items-center gap-2 text-small">
        <Button size="sm" variant="ghost" className="-ml-2" onClick={() => onChange({ items: [...items, newItem(items, {})] })}>
          <Plus size={13} aria-hidden /> Add an item
        </Button>
        {items.length > 0 && left !== null && (
          <span role="status" className="ml-auto flex items-center gap-2 text-muted">
            {left === 0 ? (
              'They sum to the total'
            ) : (
              <span className={split ? 'text-warning' : undefined}>
                <Amount minor={Math.abs(left)} currency={currency} /> {left < 0 ? 'too much' : split ? 'left' : 'not itemised'}
              </span>
            )}
            {split && left > 0 && (
              <Button size="sm" onClick={() => onChange({ items: [...items, newItem(items, { name: 'Rest', amountMinor: left })] })}>
                Add the rest
              </Button>
            )}
          </span>
        )}
      </div>
    </section>
  );
}
