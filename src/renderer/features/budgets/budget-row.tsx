import { Link } from '@tanstack/react-router';
import { Ellipsis } from 'lucide-react';
import type { BudgetLine } from '#shared/contract/budgets.ts';
import { Button } from '../../ui/button.tsx';
import { CategoryMark } from '../../ui/category-mark.tsx';
import { cx } from '../../ui/cx.ts';
import type { Format } from '../../ui/format.ts';
import { useFormat } from '../../ui/use-format.ts';
import { AmountInPlace } from './amount-in-place.tsx';
import { useBudgetRow, type BudgetRowActions } from './use-budget-row.ts';

interface BudgetRowProps extends BudgetRowActions {
  line: BudgetLine;
  month: string;
  currency: string;
  /** How much of the month has passed, from 0 to 1; null outside the running month. */
  passed: number | null;
  /** Under its group, which has a budget too. */
  inner: boolean;
}

/** One budget: how much of it is used beside how much of the month, and in words what that means today. */
export function BudgetRow({ line, month, currency, passed, inner, ...actions }: BudgetRowProps) {
  const format = useFormat();
  const row = useBudgetRow<HTMLLIElement>(line, month, actions);
  const available = line.amountMinor + line.carriedMinor;
  const used = available > 0 ? Math.min(100, Math.max(0, (line.spentMinor / available) * 100)) : line.spentMinor > 0 ? 100 : 0;
  const over = line.state === 'over';
  const said = sentence(line, currency, format);
  return (
    <li
      {...row.props}
      aria-label={`${line.name}: ${said}`}
      className={cx(
        'grid min-h-9 grid-cols-[minmax(0,1fr)_minmax(0,1fr)_220px_minmax(0,1.4fr)_auto] items-center gap-4 rounded-[5px] px-1.5',
        'hover:bg-hover focus-visible:bg-hover',
      )}
    >
      <Link
        to="/transactions"
        search={row.transactions}
        title="Show the transactions ( o )"
        className={cx('min-w-0 rounded-[4px] hover:underline', inner && 'pl-4')}
      >
        <CategoryMark color={line.color} name={line.name} className="max-w-full" />
      </Link>
      <span aria-hidden className="relative block h-1.5 w-full">
        <span className="absolute inset-0 rounded-full bg-line opacity-60" />
        <span
          className={cx('absolute inset-y-0 left-0 rounded-full', over && 'bg-warning')}
          style={{ width: `${used}%`, ...(over ? {} : { backgroundColor: line.color ?? 'var(--accent)' }) }}
        />
        {passed !== null && (
          <span title="Today" className="absolute -inset-y-[3px] w-px bg-muted" style={{ left: `${passed * 100}%` }} />
        )}
      </span>
      <span className="grid grid-cols-[1fr_auto_104px] items-baseline gap-1.5 text-right whitespace-nowrap tabular-nums">
        <span>{format.money(line.spentMinor, currency)}</span>
        <span className="text-muted">of</span>
        <AmountInPlace
          name={line.name}
          amountMinor={line.amountMinor}
          currency={currency}
          editing={row.editing}
          onEdit={row.edit}
          onSave={row.save}
          onLeave={row.leave}
          onClose={row.close}
        />
      </span>
      <span title={said} className={cx('truncate text-small', line.state === 'within' ? 'text-muted' : 'text-warning')}>
        {said}
      </span>
      <Button
        size="icon"
        variant="ghost"
        aria-label={`Roll-over, alert and history of ${line.name}`}
        title="Roll-over, alert and history ( e )"
        onClick={actions.onOpen}
      >
        <Ellipsis size={14} aria-hidden />
      </Button>
    </li>
  );
}

function sentence(line: BudgetLine, currency: string, format: Format): string {
  const money = (minor: number) => format.money(minor, currency);
  const left = line.leftMinor === 0 ? 'used up' : `${money(line.leftMinor)} left`;
  const parts = [line.state === 'over' ? `${money(-line.leftMinor)} over` : left];
  if (line.perDayMinor !== null && line.perDayMinor > 0) parts.push(`${money(line.perDayMinor)} a day`);
  if (line.state === 'near' && line.leftMinor > 0) parts.push(`past ${line.alertPercent} %`);
  if (line.carriedMinor > 0) parts.push(`${money(line.carriedMinor)} from before`);
  if (line.carriedMinor < 0) parts.push(`${money(-line.carriedMinor)} overspent before`);
  return parts.join(' · ');
}
