import { Slot } from 'radix-ui';
import type { ComponentProps } from 'react';
import { cx } from './cx.ts';

const variants = {
  primary: 'bg-accent text-on-accent border-transparent hover:opacity-90',
  secondary: 'bg-surface text-ink border-line hover:bg-hover',
  ghost: 'bg-transparent text-muted border-transparent hover:bg-hover hover:text-ink',
  /** For what takes something away; still undoable, so still calm. */
  danger: 'bg-surface text-error border-line hover:bg-hover',
};

const sizes = { md: 'h-[30px] px-3', sm: 'h-[26px] px-2 text-small', icon: 'h-[26px] w-[26px] justify-center' };

export interface ButtonProps extends ComponentProps<'button'> {
  variant?: keyof typeof variants;
  size?: keyof typeof sizes;
  /** Lends its looks to the only child, a link for instance. */
  asChild?: boolean;
}

export function Button({ variant = 'secondary', size = 'md', asChild, className, type, ...rest }: ButtonProps) {
  const Part = asChild ? Slot.Root : 'button';
  return (
    <Part
      type={asChild ? undefined : (type ?? 'button')}
      className={cx(
        'inline-flex shrink-0 items-center gap-1.5 rounded-control border font-[530] whitespace-nowrap select-none',
        'transition-colors duration-100 disabled:opacity-50',
        variants[variant],
        sizes[size],
        className,
      )}
      {...rest}
    />
  );
}
