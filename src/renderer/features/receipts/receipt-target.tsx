import type { ReceiptMatch } from '#shared/contract/receipts.ts';
import { AccountSelect } from '../../ui/account-select.tsx';
import { Amount } from '../../ui/amount.tsx';
import { cx } from '../../ui/cx.ts';
import { useAccounts } from '../../ui/use-accounts.ts';
import { useFormat } from '../../ui/use-format.ts';

interface ReceiptTargetProps {
  matches: readonly ReceiptMatch[];
  matchId: string | null;
  accountId: string | null;
  onMatch: (match: ReceiptMatch | null) => void;
  onAccount: (accountId: string | null) => void;
}

/** Whether the receipt is of a transaction that is here already, or of a new one. */
export function ReceiptTarget({ matches, matchId, accountId, onMatch, onAccount }: ReceiptTargetProps) {
  const format = useFormat();
  const accounts = useAccounts();
  const choice = 'flex gap-2.5 rounded-control border px-3 py-2';
  return (
    <fieldset className="border-t border-line pt-3">
      <legend className="float-left mb-1.5 w-full text-small text-muted">
        {matches.length === 0 ? 'No booking of it was found' : 'Is it one of these?'}
      </legend>
      <div className="clear-both flex flex-col gap-1.5">
        {matches.map((match) => (
          <label key={match.id} className={cx(choice, 'cursor-pointer items-start', match.id === matchId ? 'border-accent bg-selected' : 'border-line hover:bg-hover')}>
            <input
              type="radio"
              name="target"
              className="mt-1 accent-(--accent)"
              checked={match.id === matchId}
              onChange={() => onMatch(match)}
            />
            <span className="min-w-0 flex-1">
              <span className="flex items-baseline justify-between gap-3">
                <span className="truncate font-[530]">{match.payee}</span>
                <Amount minor={match.amountMinor} currency={match.currency} />
              </span>
              <span className="block text-small text-muted">
                {[format.dayShort(match.date), accounts.byId(match.accountId)?.name, ...match.grounds].filter(Boolean).join(' · ')}
              </span>
              {match.id === matchId && (
                <span className="mt-0.5 block text-small text-muted">Its payee, day and amount stay the bank’s.</span>
              )}
            </span>
          </label>
        ))}
        <div className={cx(choice, 'items-center', matchId === null ? 'border-accent bg-selected' : 'border-line')}>
          <label className="flex cursor-pointer items-center gap-2.5 whitespace-nowrap">
            <input
              type="radio"
              name="target"
              className="accent-(--accent)"
              checked={matchId === null}
              onChange={() => onMatch(null)}
            />
            A new transaction in
          </label>
          <AccountSelect
            aria-label="Account"
            className="min-w-0 flex-1"
            value={accountId}
            onChange={(next) => {
              onAccount(next);
              onMatch(null);
            }}
          />
        </div>
      </div>
    </fieldset>
  );
}
