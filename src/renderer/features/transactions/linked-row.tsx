import { Link } from '@tanstack/react-router';
import type { LinkedTransaction } from '#shared/contract/transactions.ts';
import { Amount } from '../../ui/amount.tsx';
import { useAccounts } from '../../ui/use-accounts.ts';
import { useFormat } from '../../ui/use-format.ts';

/** Another transaction in one line; it leads there. */
export function LinkedRow({ linked }: { linked: LinkedTransaction }) {
  const format = useFormat();
  const account = useAccounts().byId(linked.accountId)?.name;
  return (
    <Link
      to="/transactions"
      search={{ id: linked.id }}
      className="-mx-2 flex min-h-8 items-center gap-2 rounded-control px-2 hover:bg-hover"
    >
      <span className="shrink-0 text-small text-muted">{format.dayShort(linked.date)}</span>
      <span className="min-w-0 flex-1 truncate">
        {linked.payee}
        {account && <span className="text-small text-muted"> · {account}</span>}
      </span>
      <Amount minor={linked.amountMinor} currency={linked.currency} sign className="font-[530]" />
    </Link>
  );
}
