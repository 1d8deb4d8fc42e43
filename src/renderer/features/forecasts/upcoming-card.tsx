import { Link } from '@tanstack/react-router';
import type { CashFlow, CashFlowEvent } from '#shared/contract/forecasts.ts';
import { Amount } from '../../ui/amount.tsx';
import { Card } from '../../ui/card.tsx';
import { useFormat } from '../../ui/use-format.ts';

const sources: Record<CashFlowEvent['source'], { sign: string; name: string }> = {
  booked: { sign: '✓', name: 'booked already' },
  bill: { sign: '◷', name: 'a bill' },
  recurring: { sign: '↻', name: 'recurring' },
};

/** What is known to come, on its days. */
export function UpcomingCard({ flow }: { flow: CashFlow }) {
  const format = useFormat();
  return (
    <Card title="Known to come" aside={flow.events.length > 0 ? `${flow.events.length} in ${flow.days.length - 1} days` : undefined}>
      {flow.events.length === 0 ? (
        <p className="text-muted">Nothing that recurs was found in these accounts. It takes three times for a month, twice for a year.</p>
      ) : (
        <ul className="-mx-2 max-h-[420px] overflow-y-auto" tabIndex={0} aria-label="Payments that are known to come">
          {flow.events.map((event, at) => (
            <li key={at} className="flex h-9 items-center gap-3 rounded-control px-2 hover:bg-hover">
              <span className="w-16 shrink-0 text-small whitespace-nowrap text-muted">{format.dayShort(event.date)}</span>
              <span aria-hidden className="w-3 text-center text-muted" title={sources[event.source].name}>
                {sources[event.source].sign}
              </span>
              <span className="min-w-0 flex-1 truncate">
                {event.payeeId === null ? (
                  event.name
                ) : (
                  <Link to="/transactions" search={{ text: event.name }} className="hover:underline">
                    {event.name}
                  </Link>
                )}
                <span className="sr-only">, {sources[event.source].name}</span>
                {event.dueSince !== null && <span className="text-muted"> · due since {format.dayShort(event.dueSince)}</span>}
              </span>
              <Amount minor={event.amountMinor} currency={flow.currency} sign />
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
