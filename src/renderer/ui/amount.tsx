import { cx } from './cx.ts';
import { useFormat } from './use-format.ts';

interface AmountProps {
  /** Minor units; negative is money out. */
  minor: number;
  currency: string;
  /** Plus sign and green for money in; for transactions and changes, not for balances. */
  sign?: boolean;
  /** Without cents. */
  whole?: boolean;
  className?: string;
}

/** An amount with a true minus; its currency shows only when it is not the base currency. */
export function Amount({ minor, currency, sign = false, whole = false, className }: AmountProps) {
  const format = useFormat();
  return (
    <span className={cx('whitespace-nowrap tabular-nums', sign && minor > 0 && 'text-gain', className)}>
      {format.money(minor, currency, { plus: sign, whole })}
    </span>
  );
}
