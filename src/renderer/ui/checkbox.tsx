import { Check, Minus } from 'lucide-react';
import { Checkbox as Radix } from 'radix-ui';
import type { ComponentProps } from 'react';
import { cx } from './cx.ts';

interface CheckboxProps extends Omit<ComponentProps<typeof Radix.Root>, 'onChange' | 'checked'> {
  checked: boolean | 'indeterminate';
  onChange: (checked: boolean) => void;
}

/** Needs a label: `aria-label`, or a `label` element around or pointing at it. */
export function Checkbox({ checked, onChange, className, ...rest }: CheckboxProps) {
  return (
    <Radix.Root
      checked={checked}
      onCheckedChange={(next) => onChange(next === true)}
      className={cx(
        'inline-flex h-4 w-4 shrink-0 items-center justify-center rounded-[4px] border border-faint bg-surface align-middle',
        'data-[state=checked]:border-accent data-[state=checked]:bg-accent data-[state=indeterminate]:border-accent',
        'data-[state=indeterminate]:bg-accent disabled:opacity-40',
        className,
      )}
      {...rest}
    >
      <Radix.Indicator className="text-on-accent">
        {checked === 'indeterminate' ? <Minus size={12} strokeWidth={3} /> : <Check size={12} strokeWidth={3} />}
      </Radix.Indicator>
    </Radix.Root>
  );
}
