import { AmountField } from '../../ui/amount-field.tsx';
import { Button } from '../../ui/button.tsx';
import { Field } from '../../ui/input.tsx';
import { Popover } from '../../ui/popover.tsx';
import { useFormat } from '../../ui/use-format.ts';
import { amountWords } from '../search/filter-words.ts';
import { Chip } from './chip.tsx';

export interface AmountBounds {
  /** Minor units, without sign. */
  min: number | undefined;
  max: number | undefined;
  dir: 'in' | 'out' | undefined;
}

interface AmountChipProps {
  bounds: AmountBounds;
  /** Bounds are read in this currency. */
  currency: string;
  onChange: (bounds: AmountBounds) => void;
}

const directions = [
  { dir: undefined, name: 'In and out' },
  { dir: 'in', name: 'Money in' },
  { dir: 'out', name: 'Money out' },
] as const;

export function AmountChip({ bounds, currency, onChange }: AmountChipProps) {
  const format = useFormat();
  const { min, max, dir } = bounds;
  const size = amountWords({ min, max }, currency, format);
  const direction = dir === 'in' ? 'Money in' : dir === 'out' ? 'Money out' : null;
  const name = [direction, size].filter(Boolean).join(' · ') || 'Any amount';
  const put = (change: Partial<AmountBounds>) => onChange({ ...bounds, ...change });
  return (
    <Popover
      label="Choose amounts"
      className="w-64 p-3"
      trigger={
        <Chip active={name !== 'Any amount'} aria-label={`Amount: ${name}`}>
          <span className="truncate">{name}</span>
        </Chip>
      }
    >
      <div role="group" aria-label="Direction" className="mb-3 grid grid-cols-3 gap-1">
        {directions.map((each) => (
          <Button
            key={each.name}
            size="sm"
            variant={each.dir === dir ? 'primary' : 'secondary'}
            aria-pressed={each.dir === dir}
            className="justify-center px-1!"
            onClick={() => put({ dir: each.dir })}
          >
            {each.name}
          </Button>
        ))}
      </div>
      <div className="grid grid-cols-2 gap-2">
        <Field label="At least">
          {(ids) => (
            <AmountField {...ids} currency={currency} value={min ?? null} onChange={(minor) => put({ min: unsigned(minor) })} />
          )}
        </Field>
        <Field label="At most">
          {(ids) => (
            <AmountField {...ids} currency={currency} value={max ?? null} onChange={(minor) => put({ max: unsigned(minor) })} />
          )}
        </Field>
      </div>
    </Popover>
  );
}

function unsigned(minor: number | null): number | undefined {
  return minor === null ? undefined : Math.abs(minor);
}
