import { Link } from '@tanstack/react-router';
import type { BudgetMonth } from '#shared/contract/budgets.ts';
import { firstDayOf, lastDayOf } from '#shared/dates.ts';
import { Amount } from '../../ui/amount.tsx';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { CategoryMark } from '../../ui/category-mark.tsx';
import { FRESH, type BudgetDraft } from './budget-dialog.tsx';

interface UnbudgetedCardProps {
  data: BudgetMonth;
  onEdit: (draft: BudgetDraft) => void;
}

/** What was spent where no budget is, largest first. */
export function UnbudgetedCard({ data: { unbudgeted, currency, month }, onEdit }: UnbudgetedCardProps) {
  if (unbudgeted.length === 0) return null;
  return (
    <Card title="Spent without a budget">
      <ul className="grid grid-cols-2 gap-x-10 max-[1000px]:grid-cols-1">
        {unbudgeted.map((each) => (
          <li key={each.categoryId} className="flex h-9 items-center gap-4">
            <Link
              to="/transactions"
              search={{ category: each.categoryId, from: firstDayOf(month), to: lastDayOf(month) }}
              title="Show the transactions"
              className="min-w-0 flex-1 truncate hover:underline"
            >
              <CategoryMark color={each.color} name={each.name} />
            </Link>
            <Amount minor={each.spentMinor} currency={currency} />
            <Button
              size="sm"
              aria-label={`Set a budget for ${each.name}`}
              onClick={() => onEdit({ ...FRESH, categoryId: each.categoryId, name: each.name })}
            >
              Set budget
            </Button>
          </li>
        ))}
      </ul>
    </Card>
  );
}
