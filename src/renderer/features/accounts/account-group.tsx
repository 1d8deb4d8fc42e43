import { Link } from '@tanstack/react-router';
import { useId } from 'react';
import type { Account, AccountOverview } from '#shared/contract/accounts.ts';
import { accountKindNames } from '../../ui/account-kinds.ts';
import { Amount } from '../../ui/amount.tsx';
import { useFormat } from '../../ui/use-format.ts';
import { AccountMenu } from './account-menu.tsx';
import { Sparkline } from './sparkline.tsx';

interface AccountGroupProps {
  title: string;
  accounts: readonly Account[];
  overview: ReadonlyMap<string, AccountOverview>;
  /** What they come to in one currency, when they are of several: minor units. */
  total?: { currency: string; minor: number } | null;
  /** Without a sum: closed accounts. */
  plain?: boolean;
}

/** Accounts of one kind of thing, with what they come to in each currency. */
export function AccountGroup({ title, accounts, overview, total, plain }: AccountGroupProps) {
  const id = useId();
  if (accounts.length === 0) return null;
  const sums = totals(accounts);
  const together = sums.length > 1 ? total : null;
  return (
    <section aria-labelledby={id}>
      <div className="mb-2 flex items-baseline justify-between gap-4 px-4">
        <h2 id={id} className="text-body font-[620]">
          {title}
        </h2>
        {!plain && (
          <span className="flex flex-wrap items-baseline justify-end gap-x-4 pr-9">
            {sums.map(([currency, sum]) => (
              <Amount key={currency} minor={sum} currency={currency} className={together ? 'text-small text-muted' : 'font-[620]'} />
            ))}
            {together && (
              <span className="font-[620]" title={`At the last known exchange rates, in ${together.currency}`}>
                <span aria-hidden>≈ </span>
                <span className="sr-only">together about </span>
                <Amount minor={together.minor} currency={together.currency} />
              </span>
            )}
          </span>
        )}
      </div>
      <ul className="divide-y divide-line overflow-hidden rounded-card border border-line bg-surface">
        {accounts.map((account) => (
          <AccountRow key={account.id} account={account} group={accounts} overview={overview.get(account.id)} />
        ))}
      </ul>
    </section>
  );
}

function AccountRow({
  account,
  group,
  overview,
}: {
  account: Account;
  group: readonly Account[];
  overview: AccountOverview | undefined;
}) {
  const format = useFormat();
  const kind = accountKindNames[account.kind];
  const about = [kind.toLowerCase().includes(account.name.toLowerCase()) ? null : kind, account.institution, account.number].filter(Boolean).join(' · ');
  const activity = account.closedOn
    ? `closed ${format.dayShort(account.closedOn)}`
    : account.valuedOn
      ? `valued ${format.dayShort(account.valuedOn)}`
      : overview?.lastActivityOn
        ? format.dayShort(overview.lastActivityOn)
        : 'no transactions';
  return (
    <li className="relative flex min-h-13 items-center gap-4 py-1.5 pr-2 pl-4 hover:bg-hover">
      <div className="min-w-0 flex-1">
        <Link
          to="/accounts/$id"
          params={{ id: account.id }}
          className="font-[530] after:absolute after:inset-0 after:content-['']"
        >
          {account.name}
        </Link>
        <div className="truncate text-small text-muted">{about}</div>
      </div>
      <div className="w-36 text-right text-small text-muted max-[900px]:hidden">
        <div>{activity}</div>
        {overview?.reconciledOn && <div>reconciled to {format.dayShort(overview.reconciledOn)}</div>}
      </div>
      <Sparkline values={overview?.trend.map((point) => point.valueMinor) ?? []} className="shrink-0 max-[1000px]:hidden" />
      <Amount minor={account.valueMinor} currency={account.currency} className="w-32 text-right font-[530]" />
      <div className="relative">
        <AccountMenu account={account} group={group} />
      </div>
    </li>
  );
}

/** By currency, largest first. */
function totals(accounts: readonly Account[]): [currency: string, sumMinor: number][] {
  const sums = new Map<string, number>();
  for (const account of accounts) {
    sums.set(account.currency, (sums.get(account.currency) ?? 0) + account.valueMinor);
  }
  return [...sums].sort(([, a], [, b]) => Math.abs(b) - Math.abs(a));
}
