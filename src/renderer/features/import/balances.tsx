import { Check, TriangleAlert } from 'lucide-react';
import type { BalanceCheck } from '#shared/contract/imports.ts';
import { useFormat } from '../../ui/use-format.ts';

/** One line for each account whose balance the file states: does the ledger agree with the bank? */
export function Balances({ balances }: { balances: readonly BalanceCheck[] }) {
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
                  <span className="text-warning">{sentence(shown.advice ?? '')}</span>
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

function sentence(text: string): string {
  return `It ${text}.`;
}
