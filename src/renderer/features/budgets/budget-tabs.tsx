import { Link } from '@tanstack/react-router';
import { cx } from '../../ui/cx.ts';

const tabs = [
  { view: undefined, name: 'Tracking' },
  { view: 'envelopes', name: 'Envelopes' },
] as const;

/** Two ways to look at the same budgets. */
export function BudgetTabs() {
  return (
    <nav aria-label="How to look at budgets" className="flex gap-1">
      {tabs.map(({ view, name }) => (
        <Link
          key={name}
          to="/budgets"
          search={(before) => ({ ...before, view })}
          replace
          activeOptions={{ exact: true }}
          className={cx(
            'inline-flex h-[30px] items-center rounded-control border border-transparent px-3 font-[530] text-muted hover:bg-hover hover:text-ink',
            'aria-[current=page]:border-line aria-[current=page]:bg-surface aria-[current=page]:text-ink',
          )}
        >
          {name}
        </Link>
      ))}
    </nav>
  );
}
