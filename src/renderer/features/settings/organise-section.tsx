import { Link } from '@tanstack/react-router';
import { ChevronRight } from 'lucide-react';
import { Section } from './section.tsx';

const pages = [
  { to: '/settings/profile', name: 'Profile', note: 'Your name, your picture, and what your ledger does not know of your money.' },
  { to: '/settings/categories', name: 'Categories', note: 'Add, rename, move, merge, hide and colour them.' },
  { to: '/settings/rules', name: 'Rules', note: 'What every import does by itself, in your order.' },
  { to: '/settings/payees', name: 'Payees', note: 'Rename and merge them, and give them a usual category.' },
] as const;

export function OrganiseSection() {
  return (
    <Section title="You, categories, rules and payees">
      {pages.map(({ to, name, note }) => (
        <Link key={to} to={to} className="flex min-h-11 items-center justify-between gap-6 px-4 py-1.5 hover:bg-hover">
          <span>
            <span className="block">{name}</span>
            <span className="block text-small text-muted">{note}</span>
          </span>
          <ChevronRight size={15} className="text-muted" aria-hidden />
        </Link>
      ))}
    </Section>
  );
}
