import { Check, TriangleAlert } from 'lucide-react';
import type { BalanceCheck } from '#shared/contract/imports.ts';
import { Button } from '../../ui/button.tsx';
import { useFormat } from '../../ui/use-format.ts';

interface BalancesProps {
  balances: readonly BalanceCheck[];
  /** Gives the account the opening balance with which it agrees. */
  onBegin?: (balance: BalanceCheck) => void;
}

/** One line for each account whose balance the file states: does the ledger agree with the bank? */
export function Balances({ balances, onBegin }: BalancesProps) {
  const format = useFormat();
  const accounts = [...new Set(balances.map((balance) => balance.accountName))];
  if (accounts.length === 0) return null;
  return (
    <ul aria-label="Balances" className="mt-3 shrink-0 text-small">
      {accounts.map((name) => {
        const own = balances.filter((balance) => balance.accountName === name);
        const wrong = own.find((balance) => balance.advice !== null);
        const shown = wrong ?? own.at(-1);
        if (!shown) return null;
        const stated = format.money(shown.statedMinor, shown.currency);
        const day = format.dayShort(shown.date);
        return (
          <li key={name} className="flex items-start gap-1.5">
            {wrong ? (
              <TriangleAlert size={14} className="mt-[3px] shrink-0 text-warning" aria-hidden />
            ) : (
              <Check size={14} className="mt-[3px] shrink-0 text-gain" aria-hidden />
            )}
            <span>
              {accounts.length > 1 && `${name}: `}
              {wrong ? (
                <>
                  The file states {stated} {shown.kind === 'opening' ? 'before it, at the end of' : 'on'} {day}; the ledger
                  has {format.money(shown.ledgerMinor, shown.currency)}.{' '}
                  <span className="text-warning">
                    It differs by {format.money(Math.abs(shown.statedMinor - shown.ledgerMinor), shown.currency)}: {shown.advice}.
                  </span>
                  {onBegin && shown.accountId !== null && shown.openingBalanceMinor !== null && (
                    <Button size="sm" className="ml-2" onClick={() => onBegin(shown)}>
                      Begin with {format.money(shown.openingBalanceMinor, shown.currency)}
                    </Button>
                  )}
                </>
              ) : (
                <span className="text-muted">
                  Agrees with the statement: {stated} on {day}.
                </span>
              )}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
