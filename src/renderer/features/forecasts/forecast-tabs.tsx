import { Link } from '@tanstack/react-router';
import { cx } from '../../ui/cx.ts';

const tabs = [
  { to: '/forecast', name: '12 months' },
  { to: '/forecast/cash-flow', name: 'Cash flow' },
] as const;

/** The two pages about what is to come. */
export function ForecastTabs() {
  return (
    <nav aria-label="What to forecast" className="flex gap-1">
      {tabs.map(({ to, name }) => (
        <Link
          key={to}
          to={to}
          activeOptions={{ exact: true, includeSearch: false }}
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
