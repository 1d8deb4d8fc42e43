import type { ReviewCluster } from '#shared/contract/categorisation.ts';
import { Amount } from '../../ui/amount.tsx';
import { CategoryMark } from '../../ui/category-mark.tsx';
import { useCategories } from '../../ui/use-categories.ts';
import { useFormat } from '../../ui/use-format.ts';

/** What comes after the payee at hand, with the best guess for each. */
export function UpNext({ clusters }: { clusters: ReviewCluster[] }) {
  const format = useFormat();
  const categories = useCategories();
  return (
    <section aria-labelledby="review-next">
      <h2 id="review-next" className="px-3 py-2 text-small font-[560] text-muted">
        Then
      </h2>
      <ul>
        {clusters.map((cluster) => {
          const guess = categories.byId(cluster.candidates[0]?.categoryId);
          return (
            <li
              key={`${cluster.payeeId} ${cluster.direction} ${cluster.currency}`}
              className="grid h-9 grid-cols-[minmax(0,1fr)_220px_60px_120px] items-center gap-4 border-t border-line px-3"
            >
              <span className="truncate">{cluster.payee}</span>
              <CategoryMark color={guess?.color ?? null} name={guess?.name ?? 'No category'} className="text-muted" />
              <span className="text-right text-small text-muted tabular-nums">{format.count(cluster.count)} ×</span>
              <Amount minor={cluster.totalMinor} currency={cluster.currency} sign className="text-right" />
            </li>
          );
        })}
      </ul>
    </section>
  );
}
