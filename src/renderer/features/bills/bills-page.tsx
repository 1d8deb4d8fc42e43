import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { BillInput, BillOccurrence } from '#shared/contract/bills.ts';
import { addDays } from '#shared/dates.ts';
import { client, orpc } from '../../client.ts';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorNote, sentenceFor } from '../../ui/error-note.tsx';
import { Page } from '../../ui/page.tsx';
import { localToday } from '../../ui/parse-date.ts';
import { saveFile } from '../../ui/save-file.ts';
import { Select } from '../../ui/select.tsx';
import { useShortcuts } from '../../ui/shortcuts.ts';
import { SkeletonPage } from '../../ui/skeleton.tsx';
import { showToast } from '../../ui/toast.tsx';
import { useFormat } from '../../ui/use-format.ts';
import { BillCalendar } from './bill-calendar.tsx';
import { BillDetails } from './bill-details.tsx';
import { BillDialog } from './bill-dialog.tsx';
import { DueList } from './due-list.tsx';
import { ProposalsCard } from './proposals-card.tsx';
import { SubscriptionsCard } from './subscriptions-card.tsx';

/** Days back whose bills are shown while they are open. */
const BACK = 45;
type Span = '7' | '30' | '90' | 'calendar';
const spans: { value: Span; label: string }[] = [
  { value: '7', label: 'Next 7 days' },
  { value: '30', label: 'Next 30 days' },
  { value: '90', label: 'Next 90 days' },
  { value: 'calendar', label: 'Calendar' },
];

type Open = { kind: 'details'; id: string } | { kind: 'edit'; bill: (BillInput & { id?: string }) | null } | null;

export function BillsPage() {
  const today = localToday();
  const [span, setSpan] = useState<Span>('30');
  const [open, setOpen] = useState<Open>(null);
  const ahead = span === 'calendar' ? 30 : Number(span);
  const bills = useQuery(orpc.bills.list.queryOptions());
  const due = useQuery({
    ...orpc.bills.occurrences.queryOptions({ input: { from: addDays(today, -BACK), to: addDays(today, ahead) } }),
    placeholderData: keepPreviousData,
  });
  const add = () => setOpen({ kind: 'edit', bill: null });
  const details = (id: string) => setOpen({ kind: 'details', id });
  useShortcuts({ n: { label: 'Add a bill', group: 'Bills', run: add } });
  const shown = open?.kind === 'details' ? bills.data?.find(({ id }) => id === open.id) : undefined;
  const error = bills.error ?? due.error;
  return (
    <Page
      title="Bills"
      actions={
        <div className="flex gap-1.5">
          {bills.data && bills.data.length > 0 && (
            <>
              <Button size="sm" onClick={() => void save('ics')}>
                Calendar file
              </Button>
              <Button size="sm" onClick={() => void save('csv')}>
                CSV
              </Button>
            </>
          )}
          <Button size="sm" variant="primary" onClick={add}>
            Add bill
          </Button>
        </div>
      }
    >
      {error && !bills.data && <ErrorNote error={error} onRetry={() => void bills.refetch()} />}
      {!error && (!bills.data || !due.data) && <SkeletonPage />}
      {bills.data && due.data && (
        <div className="grid gap-3.5">
          {bills.data.length === 0 ? (
            <EmptyState title="No bills yet" actions={<Button onClick={add}>Add bill</Button>}>
              Rent, subscriptions, insurance, your salary: Saldo says when they are due, finds their payments and reminds you.
            </EmptyState>
          ) : (
            <Card
              title="Upcoming"
              aside={
                <Select aria-label="Show" className="w-36" value={span} onChange={setSpan} options={spans} />
              }
            >
              {span === 'calendar' ? <BillCalendar onOpen={details} /> : <Upcoming days={due.data} today={today} onOpen={details} />}
            </Card>
          )}
          <ProposalsCard onEdit={(bill) => setOpen({ kind: 'edit', bill })} />
          {bills.data.length > 0 && <SubscriptionsCard bills={bills.data} onOpen={details} />}
        </div>
      )}
      {open?.kind === 'edit' && <BillDialog bill={open.bill} onClose={() => setOpen(null)} />}
      {shown && <BillDetails bill={shown} onEdit={() => setOpen({ kind: 'edit', bill: shown })} onClose={() => setOpen(null)} />}
    </Page>
  );
}

/** What is open, then what was settled of late. */
function Upcoming({ days, today, onOpen }: { days: readonly BillOccurrence[]; today: string; onOpen: (id: string) => void }) {
  const format = useFormat();
  const open = days.filter(({ state }) => state !== 'paid' && state !== 'skipped');
  const settled = days.filter((day) => !open.includes(day) && day.dueOn >= addDays(today, -14));
  const sums = [...Map.groupBy(open.filter(({ amountMinor }) => amountMinor < 0), ({ currency }) => currency)].map(([currency, of]) =>
    format.money(-of.reduce((sum, { amountMinor }) => sum + amountMinor, 0), currency),
  );
  return (
    <>
      {open.length === 0 ? (
        <p className="text-muted">Nothing is due in these days.</p>
      ) : (
        <p className="mb-1.5">
          <span className="font-[560]">{sums.join(' and ') || 'Nothing'}</span>{' '}
          <span className="text-muted">
            to pay for {open.filter(({ amountMinor }) => amountMinor < 0).length === 1 ? '1 bill' : `${open.filter(({ amountMinor }) => amountMinor < 0).length} bills`}
          </span>
        </p>
      )}
      <DueList days={open} onOpen={onOpen} />
      {settled.length > 0 && (
        <>
          <h3 className="mt-3 mb-1 text-small font-[530] text-muted">Settled</h3>
          <DueList days={settled} onOpen={onOpen} />
        </>
      )}
    </>
  );
}

async function save(format: 'ics' | 'csv'): Promise<void> {
  try {
    const { name, text } = await client.bills.export({ format });
    saveFile([text], name, format === 'ics' ? 'text/calendar' : 'text/csv');
  } catch (error) {
    showToast({ message: sentenceFor(error), tone: 'error' });
  }
}
