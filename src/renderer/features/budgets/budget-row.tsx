import type { BudgetLine } from '#shared/contract/budgets.ts';
import { CategoryMark } from '../../ui/category-mark.tsx';
import { cx } from '../../ui/cx.ts';
import { useFormat } from '../../ui/use-format.ts';
import type { Format } from '../../ui/format.ts';

interface BudgetRowProps {
  line: BudgetLine;
  currency: string;
  /** Under its group, which has a budget too. */
  inner: boolean;
  onEdit: () => void;
}

/** One budget: how much of it is used, and in words what that means today. */
export function BudgetRow({ line, currency, inner, onEdit }: BudgetRowProps) {
  const format = useFormat();
  const available = line.amountMinor + line.carriedMinor;
  const used = available > 0 ? Math.min(100, Math.max(0, (line.spentMinor / available) * 100)) : line.spentMinor > 0 ? 100 : 0;
  const warned = line.state !== 'within';
  return (
    <li>
      <button
        type="button"
        onClick={onEdit}
        className={cx(
          'grid h-9 w-full grid-cols-[minmax(0,1.1fr)_minmax(0,1fr)_170px_minmax(0,1.5fr)] items-center gap-4 rounded-[5px] px-1.5 text-left',
          'hover:bg-hover',
        )}
      >
        <CategoryMark color={line.color} name={line.name} className={inner ? 'pl-4' : ''} />
        <span aria-hidden className="relative block h-1.5 w-full">
          <span className="absolute inset-0 rounded-full bg-line opacity-60" />
          <span
            className={cx('absolute inset-y-0 left-0 rounded-full', warned && 'bg-warning')}
            style={{ width: `${used}%`, ...(warned ? {} : { backgroundColor: line.color ?? 'var(--accent)' }) }}
          />
        </span>
        <span className="text-right whitespace-nowrap tabular-nums">
          {format.money(line.spentMinor, currency)} <span className="text-muted">of {format.money(available, currency)}</span>
        </span>
        <span className={cx('truncate text-small', warned ? 'text-warning' : 'text-muted')}>
          {sentence(line, currency, format)}
        </span>
      </button>
    </li>
  );
}

function sentence(line: BudgetLine, currency: string, format: Format): string {
  const money = (minor: number) => format.money(minor, currency);
  const parts = [line.state === 'over' ? `${money(-line.leftMinor)} over` : `${money(line.leftMinor)} left`];
  if (line.perDayMinor !== null) parts.push(`${money(line.perDayMinor)} a day`);
  if (line.state === 'near') parts.push(`past ${line.alertPercent} %`);
  if (line.carriedMinor > 0) parts.push(`${money(line.carriedMinor)} from before`);
  if (line.carriedMinor < 0) parts.push(`${money(-line.carriedMinor)} overspent before`);
  return parts.join(' · ');
}
