import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import type { Account } from '#shared/contract/accounts.ts';
import { client, orpc } from '../../client.ts';
import { lastDayOf, monthOf, shiftMonth } from '#shared/dates.ts';
import { Amount } from '../../ui/amount.tsx';
import { AmountField } from '../../ui/amount-field.tsx';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { DateField } from '../../ui/date-field.tsx';
import { fieldOf, sentenceFor } from '../../ui/error-note.tsx';
import { Field } from '../../ui/input.tsx';
import { Page } from '../../ui/page.tsx';
import { localToday } from '../../ui/parse-date.ts';
import { useFormat } from '../../ui/use-format.ts';

interface StatementFormProps {
  account: Account;
  initial: { date: string | null; balance: number | null };
  onStart: (statement: { date: string; balance: number }) => void;
}

/** Asks what the statement says: its last day, and the balance on it. */
export function StatementForm({ account, initial, onStart }: StatementFormProps) {
  const format = useFormat();
  const { data: past } = useQuery(orpc.reconcile.list.queryOptions({ input: { accountId: account.id } }));
  const { data: stated } = useQuery(orpc.reconcile.stated.queryOptions({ input: { accountId: account.id } }));
  const [date, setDate] = useState<string | null>(initial.date ?? lastDayOf(shiftMonth(monthOf(localToday()), -1)));
  const [balance, setBalance] = useState<number | null>(initial.balance);
  const [unreadable, setUnreadable] = useState({ amount: false, date: false });
  const last = past?.[0];
  // A statement of a month that is reconciled already is not the one at hand.
  useEffect(() => {
    if (!initial.date && last && date !== null && date <= last.date) setDate(localToday());
  }, [last]); // eslint-disable-line react-hooks/exhaustive-deps -- once, when the last statement is known

  const start = useMutation({
    mutationFn: async () => {
      if (date === null || balance === null) return;
      await client.reconcile.open({ accountId: account.id, date, balanceMinor: balance });
      onStart({ date, balance });
    },
    meta: { quiet: true },
  });
  const atDate = fieldOf(start.error) === 'date';
  return (
    <Page title={`Reconcile ${account.name}`}>
      <div className="mx-auto flex max-w-[560px] flex-col gap-4">
        <Card>
          <form
            className="flex flex-col gap-3.5"
            onSubmit={(event) => {
              event.preventDefault();
              if (!unreadable.amount && !unreadable.date) start.mutate();
            }}
          >
            <div>
              <h2 className="text-title font-[650]">What does the statement say?</h2>
              <p className="mt-0.5 text-muted">Then tick off what is on it, until nothing is left between the two.</p>
            </div>
            <div className="grid grid-cols-2 gap-3">
              <Field
                label="Last day of the statement"
                error={unreadable.date ? 'That is not a day.' : atDate ? sentenceFor(start.error) : undefined}
              >
                {(ids) => (
                  <DateField
                    {...ids}
                    value={date}
                    onChange={setDate}
                    onUnreadable={(bad) => setUnreadable((now) => ({ ...now, date: bad }))}
                  />
                )}
              </Field>
              <Field label="Balance on that day" error={unreadable.amount ? 'That is not an amount.' : undefined}>
                {(ids) => (
                  <AmountField
                    {...ids}
                    autoFocus
                    value={balance}
                    currency={account.currency}
                    onChange={setBalance}
                    onUnreadable={(bad) => setUnreadable((now) => ({ ...now, amount: bad }))}
                  />
                )}
              </Field>
            </div>
            {start.error && !atDate && (
              <p role="alert" className="text-error">
                {sentenceFor(start.error)}
              </p>
            )}
            <div className="flex items-center justify-between gap-2">
              {stated ? (
                <Button
                  variant="ghost"
                  className="-ml-3"
                  onClick={() => {
                    setDate(stated.date);
                    setBalance(stated.balanceMinor);
                  }}
                >
                  Take {format.money(stated.balanceMinor, account.currency)} of {format.dayShort(stated.date)} from the bank’s file
                </Button>
              ) : (
                <span />
              )}
              <Button type="submit" variant="primary" disabled={date === null || balance === null || start.isPending}>
                Start
              </Button>
            </div>
          </form>
        </Card>
        {past && past.length > 0 && (
          <Card title="Reconciled before">
            <ul className="divide-y divide-line">
              {past.slice(0, 12).map((each) => (
                <li key={each.id} className="flex h-9 items-center justify-between gap-4">
                  <span>{format.day(each.date)}</span>
                  <span className="text-small text-muted">
                    {format.count(each.transactions)} {each.transactions === 1 ? 'transaction' : 'transactions'}
                    {each.adjustmentMinor !== 0 && `, ${format.money(each.adjustmentMinor, account.currency)} of it adjusted`}
                  </span>
                  <Amount minor={each.balanceMinor} currency={account.currency} className="w-28 text-right font-[530]" />
                </li>
              ))}
            </ul>
          </Card>
        )}
        <Link to="/accounts/$id" params={{ id: account.id }} className="self-start text-small text-muted hover:text-ink">
          Back to {account.name}
        </Link>
      </div>
    </Page>
  );
}
