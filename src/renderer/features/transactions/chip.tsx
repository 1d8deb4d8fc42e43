import { X } from 'lucide-react';
import type { ComponentProps, ReactNode } from 'react';
import { cx } from '../../ui/cx.ts';

const looks = cx(
  'inline-flex h-[26px] max-w-52 shrink-0 items-center gap-1 rounded-control border px-2.5 whitespace-nowrap select-none',
  'transition-colors duration-100',
);

interface ChipProps extends ComponentProps<'button'> {
  /** It narrows the list. */
  active: boolean;
  tone?: 'plain' | 'warning';
}

/** A filter of the list: quiet until it narrows something. */
export function Chip({ active, tone = 'plain', className, ...rest }: ChipProps) {
  return (
    <button
      type="button"
      className={cx(
        looks,
        'bg-surface hover:bg-hover',
        tone === 'warning' ? 'text-warning' : active ? 'font-[530] text-ink' : 'text-muted',
        active ? (tone === 'warning' ? 'border-warning font-[530]' : 'border-faint') : 'border-line',
        className,
      )}
      {...rest}
    />
  );
}

/** A filter that can only be taken away. */
export function RemovableChip({ label, onRemove }: { label: ReactNode; onRemove: () => void }) {
  return (
    <button
      type="button"
      onClick={onRemove}
      title="Show all again"
      className={cx(looks, 'border-faint bg-surface font-[530] hover:bg-hover')}
    >
      <span className="truncate">{label}</span>
      <X size={13} className="shrink-0 text-muted" aria-label="Remove this filter" />
    </button>
  );
}
