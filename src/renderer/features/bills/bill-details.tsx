import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { Bill, BillOccurrence } from '#shared/contract/bills.ts';
import { orpc } from '../../client.ts';
import { Amount } from '../../ui/amount.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog, DialogActions } from '../../ui/dialog.tsx';
import { localToday } from '../../ui/parse-date.ts';
import { useFormat } from '../../ui/use-format.ts';
import { offerUndo } from '../shell/undo.ts';
import { stateWords } from './state-words.ts';

interface BillDetailsProps {
  bill: Bill;
  onEdit: () => void;
  onClose: () => void;
}

const SHOWN = 14;

/** One bill whole: what it costs, its days, and what can be done with it. */
export function BillDetails({ bill, onEdit, onClose }: BillDetailsProps) {
  const format = useFormat();
  const { data = [] } = useQuery(orpc.bills.history.queryOptions({ input: { id: bill.id } }));
  const done = { onSuccess: (change: { changeId: number; label: string }) => offerUndo(change) };
  const setStatus = useMutation(orpc.bills.setStatus.mutationOptions(done));
  const update = useMutation(orpc.bills.update.mutationOptions(done));
  const remove = useMutation(
    orpc.bills.remove.mutationOptions({
      onSuccess: (change) => {
        offerUndo(change);
        onClose();
      },
    }),
  );
  const today = localToday();
  const coming = data.filter(({ dueOn }) => dueOn > today).slice(-3);
  const past = data.filter(({ dueOn }) => dueOn <= today).slice(0, SHOWN);
  const { priceChange } = bill;
  const stale = priceChange && priceChange.toMinor !== bill.amountMinor && bill.amountMaxMinor === null;
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={bill.name} description={bill.status === 'active' ? bill.says : `${bill.status} · ${bill.says}`} className="w-[560px]">
      <div className="flex flex-col gap-3.5">
        <dl className="grid grid-cols-3 gap-3">
          <Figure name={bill.amountMinor > 0 ? 'Comes in' : 'Each time'} minor={bill.amountMinor} currency={bill.currency} />
          <Figure name="A year" minor={bill.yearlyMinor} currency={bill.currency} />
          <div>
            <dt className="text-small text-muted">Next</dt>
            <dd className="font-[560]">{bill.nextDueOn ? format.day(bill.nextDueOn) : 'none'}</dd>
          </div>
        </dl>
        {priceChange && (
          <p className="flex items-center justify-between gap-3">
            <span>
              Since {format.day(priceChange.on)} {format.money(Math.abs(priceChange.toMinor), bill.currency)} instead of{' '}
              {format.money(Math.abs(priceChange.fromMinor), bill.currency)}.
            </span>
            {stale && (
              <Button size="sm" disabled={update.isPending} onClick={() => update.mutate({ id: bill.id, amountMinor: priceChange.toMinor })}>
                Expect {format.money(Math.abs(priceChange.toMinor), bill.currency)} from now on
              </Button>
            )}
          </p>
        )}
        {bill.note && <p className="whitespace-pre-line text-muted">{bill.note}</p>}
        <Days title="To come" days={coming} />
        <Days title="Until now" days={past} />
        <DialogActions>
          <Button variant="danger" className="mr-auto" disabled={remove.isPending} onClick={() => remove.mutate({ id: bill.id })}>
            Delete
          </Button>
          {bill.status === 'active' ? (
            <>
              <Button onClick={() => setStatus.mutate({ id: bill.id, status: 'paused' })}>Pause</Button>
              <Button onClick={() => setStatus.mutate({ id: bill.id, status: 'cancelled' })}>Cancel bill</Button>
            </>
          ) : (
            <Button onClick={() => setStatus.mutate({ id: bill.id, status: 'active' })}>Resume</Button>
          )}
          <Button variant="primary" onClick={onEdit}>
            Edit
          </Button>
        </DialogActions>
      </div>
    </Dialog>
  );
}

function Figure({ name, minor, currency }: { name: string; minor: number; currency: string }) {
  return (
    <div>
      <dt className="text-small text-muted">{name}</dt>
      <dd>
        <Amount minor={minor} currency={currency} className="font-[560]" />
      </dd>
    </div>
  );
}

function Days({ title, days }: { title: string; days: readonly BillOccurrence[] }) {
  const format = useFormat();
  const today = localToday();
  const [linking, setLinking] = useState<string | null>(null);
  if (days.length === 0) return null;
  return (
    <section>
      <h3 className="mb-1 text-small font-[530] text-muted">{title}</h3>
      <ul>
        {days.map((day) => {
          const words = stateWords(day, today, format);
          const open = day.state !== 'paid' && day.state !== 'skipped';
          return (
            <li key={day.planned} className="border-b border-line py-1">
              <div className="grid grid-cols-[110px_minmax(0,1fr)_110px_110px] items-center gap-3">
                <span>{format.day(day.dueOn)}</span>
                <span className={words.warning ? 'text-warning' : 'text-muted'}>{words.text}</span>
                <Amount minor={day.amountMinor} currency={day.currency} className="text-right" />
                {day.transactionId ? (
                  <Link to="/transactions" search={{ id: day.transactionId }} className="text-right text-small underline underline-offset-2">
                    Transaction
                  </Link>
                ) : (
                  open &&
                  day.dueOn <= today && (
                    <button
                      type="button"
                      className="text-right text-small underline underline-offset-2"
                      aria-expanded={linking === day.planned}
                      onClick={() => setLinking(linking === day.planned ? null : day.planned)}
                    >
                      Find payment
                    </button>
                  )
                )}
              </div>
              {linking === day.planned && <Candidates day={day} onDone={() => setLinking(null)} />}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function Candidates({ day: { billId, planned }, onDone }: { day: BillOccurrence; onDone: () => void }) {
  const format = useFormat();
  const { data } = useQuery(orpc.bills.candidates.queryOptions({ input: { billId, planned } }));
  const pay = useMutation(
    orpc.bills.markPaid.mutationOptions({
      onSuccess: (change) => {
        offerUndo(change);
        onDone();
      },
    }),
  );
  if (!data) return null;
  if (data.length === 0) return <p className="py-1 text-small text-muted">No transaction of those days could be it.</p>;
  return (
    <ul aria-label="Transactions that could be it" className="py-1">
      {data.map((candidate) => (
        <li key={candidate.id} className="grid grid-cols-[110px_minmax(0,1fr)_110px_110px] items-center gap-3 text-small">
          <span>{format.dayShort(candidate.date)}</span>
          <span className="truncate">{candidate.payee}</span>
          <Amount minor={candidate.amountMinor} currency={candidate.currency} className="text-right" />
          <Button size="sm" disabled={pay.isPending} onClick={() => pay.mutate({ billId, planned, transactionId: candidate.id, paidOn: null })}>
            This is it
          </Button>
        </li>
      ))}
    </ul>
  );
}
