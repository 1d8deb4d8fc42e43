import type { Transaction } from '#shared/contract/transactions.ts';
import type { Category } from '#shared/contract/categories.ts';
import { ColorSquare } from '../../ui/category-mark.tsx';

interface CategoryCellProps {
  row: Pick<Transaction, 'categoryId' | 'needsReview' | 'splitCount' | 'isTransfer'>;
  category: Category | undefined;
}

/** The category, and in place what is doubtful about it. */
export function CategoryCell({ row, category }: CategoryCellProps) {
  if (row.splitCount > 0) {
    return (
      <span className="flex min-w-0 items-center gap-2">
        <ColorSquare color={null} />
        <span className="truncate">Split · {row.splitCount} parts</span>
      </span>
    );
  }
  if (!category) {
    return (
      <span className="flex min-w-0 items-center gap-2">
        <ColorSquare color={null} />
        {row.isTransfer ? (
          <span className="truncate">Transfer</span>
        ) : (
          <span className="truncate text-warning">Choose a category</span>
        )}
      </span>
    );
  }
  return (
    <span className="flex min-w-0 items-center gap-2">
      <ColorSquare color={category.color} />
      <span className="truncate">{category.name}</span>
      {row.needsReview && <span className="-ml-1 shrink-0 text-small text-warning">· sure?</span>}
    </span>
  );
}
