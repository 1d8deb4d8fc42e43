import { Link } from '@tanstack/react-router';

const tabs = [
  { to: '/settings/categories', name: 'Categories' },
  { to: '/settings/rules', name: 'Rules' },
  { to: '/settings/payees', name: 'Payees' },
] as const;

/** The pages by which transactions are put in order, side by side. */
export function OrganiseTabs() {
  return (
    <nav aria-label="Categories, rules and payees" className="flex gap-4 border-b border-line">
      {tabs.map(({ to, name }) => (
        <Link
          key={to}
          to={to}
          className="-mb-px border-b-2 border-transparent pb-1.5 text-muted hover:text-ink aria-[current=page]:border-accent aria-[current=page]:font-[530] aria-[current=page]:text-ink"
        >
          {name}
        </Link>
      ))}
      <Link to="/settings" className="ml-auto pb-1.5 text-muted hover:text-ink" activeOptions={{ exact: true }}>
        All settings
      </Link>
    </nav>
  );
}
