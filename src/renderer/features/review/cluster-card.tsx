import { useState } from 'react';
import type { ReviewCluster } from '#shared/contract/categorisation.ts';
import { Amount } from '../../ui/amount.tsx';
import { Button } from '../../ui/button.tsx';
import { CategoryMark } from '../../ui/category-mark.tsx';
import { CategoryPicker } from '../../ui/category-picker.tsx';
import { cx } from '../../ui/cx.ts';
import { Kbd } from '../../ui/kbd.tsx';
import { useShortcuts, type Shortcuts } from '../../ui/shortcuts.ts';
import { useCategories } from '../../ui/use-categories.ts';
import { useFormat } from '../../ui/use-format.ts';

const GROUP = 'Review';

interface ClusterCardProps {
  cluster: ReviewCluster;
  onAnswer: (categoryId: string) => void;
  onSkip: () => void;
}

/** A payee, what Saldo thinks, and a key for each answer. */
export function ClusterCard({ cluster, onAnswer, onSkip }: ClusterCardProps) {
  const format = useFormat();
  const categories = useCategories();
  const [picking, setPicking] = useState(false);
  const { newest, candidates } = cluster;
  const best = candidates[0];
  const numbered = Object.fromEntries(
    candidates.map(({ categoryId }, at) => [String(at + 1), () => onAnswer(categoryId)]),
  ) as Shortcuts;
  useShortcuts({
    ...numbered,
    ...(best && { enter: { label: 'Take the first answer', group: GROUP, run: acceptUnlessButton(() => onAnswer(best.categoryId)) } }),
    s: { label: 'Skip', group: GROUP, run: onSkip },
    c: { label: 'Choose another category', group: GROUP, run: () => setPicking(true) },
  });
  return (
    <section aria-labelledby="review-payee" className="rounded-card border border-line bg-surface">
      <header className="flex items-start justify-between gap-6 border-b border-line px-5 py-4">
        <div className="min-w-0">
          <h2 id="review-payee" className="truncate text-title font-[650]">
            {cluster.payee}
          </h2>
          <p className="truncate text-small text-muted">
            {newest.description !== cluster.payee && `${newest.description} · `}
            {newest.account} · {format.day(newest.date)}
          </p>
        </div>
        <div className="shrink-0 text-right">
          <Amount minor={newest.amountMinor} currency={cluster.currency} sign className="text-title font-[650]" />
          <p className="text-small text-muted">
            {cluster.count === 1 ? (
              'One transaction'
            ) : (
              <>
                {format.count(cluster.count)} transactions, <Amount minor={cluster.totalMinor} currency={cluster.currency} />
              </>
            )}
          </p>
        </div>
      </header>
      <ol aria-label="Answers" className="flex flex-col p-2">
        {candidates.map(({ categoryId, confidence }, at) => {
          const category = categories.byId(categoryId);
          const group = categories.byId(category?.parentId);
          return (
            <li key={categoryId}>
              <button
                type="button"
                onClick={() => onAnswer(categoryId)}
                className={cx(
                  'flex h-9 w-full items-center gap-3 rounded-control px-3 text-left hover:bg-hover',
                  at === 0 && 'font-[560]',
                )}
              >
                <Kbd keys={String(at + 1)} />
                <CategoryMark color={category?.color ?? null} name={category?.name ?? categoryId} />
                <span className="truncate text-small font-[400] text-muted">{at === 0 ? cluster.reason : group?.name}</span>
                <span className="ml-auto shrink-0 text-small font-[400] text-muted tabular-nums">
                  {confidence > 0 ? `${confidence} %` : ''}
                </span>
                {at === 0 && <Kbd keys="enter" />}
              </button>
            </li>
          );
        })}
      </ol>
      <footer className="flex items-center justify-between gap-4 border-t border-line px-5 py-3">
        <CategoryPicker
          aria-label="Another category"
          value={null}
          open={picking}
          onOpenChange={setPicking}
          trigger={
            <Button>
              Another category <Kbd keys="c" />
            </Button>
          }
          onChange={(chosen) => chosen && onAnswer(chosen)}
        />
        <Button variant="ghost" onClick={onSkip}>
          Skip <Kbd keys="s" />
        </Button>
      </footer>
    </section>
  );
}

/** Enter on a focused button presses that button, not the first answer. */
function acceptUnlessButton(accept: () => void): (event: KeyboardEvent) => void | false {
  return (event) => {
    if (event.target instanceof HTMLElement && event.target.closest('button, a')) return false;
    accept();
  };
}
