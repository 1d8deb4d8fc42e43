import type { BudgetMonth } from '#shared/contract/budgets.ts';
import { Card } from '../../ui/card.tsx';
import { cx } from '../../ui/cx.ts';
import { useFormat } from '../../ui/use-format.ts';
import { budgetSums } from './budget-sums.ts';

interface Figure {
  name: string;
  minor: number;
  note: string;
  warned?: boolean;
}

/** The month in four figures: of the budgets, or of income and what of it has a purpose. */
export function BudgetFigures({ data, envelopes }: { data: BudgetMonth; envelopes: boolean }) {
  const format = useFormat();
  return (
    <div className="grid grid-cols-4 gap-3.5 max-[1000px]:grid-cols-2">
      {(envelopes ? ofEnvelopes(data) : ofBudgets(data)).map(({ name, minor, note, warned }) => (
        <Card key={name} title={name}>
          <span className={cx('text-figure font-[620] tabular-nums', warned && 'text-warning')}>
            {format.money(minor, data.currency)}
          </span>
          <span className="block text-small text-muted">{note}</span>
        </Card>
      ))}
    </div>
  );
}

function ofBudgets({ lines, assignedMinor, spentMinor }: BudgetMonth): Figure[] {
  const sums = budgetSums(lines);
  const over = lines.filter(({ state }) => state === 'over').length;
  const outside = spentMinor - sums.spentMinor;
  return [
    { name: 'Budgeted', minor: assignedMinor, note: lines.length === 1 ? 'one budget' : `${lines.length} budgets` },
    { name: 'Spent of it', minor: sums.spentMinor, note: over === 0 ? 'none is over' : over === 1 ? 'one is over' : `${over} are over` },
    {
      name: sums.leftMinor < 0 ? 'Over in all' : 'Left to spend',
      minor: Math.abs(sums.leftMinor),
      note: 'with what was carried over',
      warned: sums.leftMinor < 0,
    },
    { name: 'Spent without a budget', minor: outside, note: outside > 0 ? 'listed below' : 'every purchase has a budget' },
  ];
}

function ofEnvelopes({ lines, incomeMinor, assignedMinor, spentMinor }: BudgetMonth): Figure[] {
  const sums = budgetSums(lines);
  const open = incomeMinor - assignedMinor;
  return [
    { name: 'Income', minor: incomeMinor, note: 'booked in this month' },
    { name: 'Assigned', minor: assignedMinor, note: 'to envelopes' },
    {
      name: open < 0 ? 'Assigned beyond income' : 'To assign',
      minor: Math.abs(open),
      note: open === 0 ? 'all of it has a purpose' : open < 0 ? 'take it from an envelope, or wait for income' : 'has no purpose yet',
      warned: open < 0,
    },
    { name: 'In envelopes now', minor: sums.leftMinor, note: spentMinor > sums.spentMinor ? 'and more was spent outside them' : 'after what was spent' },
  ];
}
