import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { OwnRate } from '#shared/contract/currencies.ts';
import { orpc } from '../../client.ts';
import { Button } from '../../ui/button.tsx';
import { useFormat } from '../../ui/use-format.ts';
import { EmptyRow, Row, Section } from '../settings/section.tsx';
import { offerUndo } from '../shell/undo.ts';
import type { Pair } from './converter.tsx';
import { OwnRateDialog } from './own-rate-dialog.tsx';
import { rateInWords } from './rate-words.ts';

/** Rates that a person entered. A new one begins with the pair and the day of the converter. */
export function OwnRatesSection({ pair, day }: { pair: Pair; day: string }) {
  const [editing, setEditing] = useState<OwnRate | 'new' | null>(null);
  const { data } = useQuery(orpc.currencies.ownRates.queryOptions());
  return (
    <Section
      title="Your own rates"
      note="What an exchange office took, or currencies that the bank does not quote. They count before all others."
      actions={
        <Button size="sm" onClick={() => setEditing('new')}>
          Add a rate
        </Button>
      }
    >
      {data?.length === 0 && <EmptyRow>None. Rates are those of the European Central Bank.</EmptyRow>}
      {data?.map((rate) => (
        <RateRow key={rate.id} rate={rate} onEdit={() => setEditing(rate)} />
      ))}
      {editing && (
        <OwnRateDialog
          rate={editing === 'new' ? null : editing}
          pair={pair}
          day={day}
          onClose={() => setEditing(null)}
        />
      )}
    </Section>
  );
}

function RateRow({ rate, onEdit }: { rate: OwnRate; onEdit: () => void }) {
  const format = useFormat();
  const remove = useMutation(orpc.currencies.removeOwnRate.mutationOptions({ onSuccess: (change) => offerUndo(change) }));
  const words = `1 ${rate.base} = ${rateInWords(rate.rate, format.locale)} ${rate.quote}`;
  const days =
    rate.validTo === null
      ? `from ${format.day(rate.validFrom)} on`
      : rate.validTo === rate.validFrom
        ? `on ${format.day(rate.validFrom)}`
        : `from ${format.day(rate.validFrom)} to ${format.day(rate.validTo)}`;
  return (
    <Row name={<span className="tabular-nums">{words}</span>} note={[days, rate.note].filter(Boolean).join(' · ')}>
      <Button size="sm" aria-label={`Edit ${words}`} onClick={onEdit}>
        Edit
      </Button>
      <Button size="sm" aria-label={`Delete ${words}`} onClick={() => remove.mutate({ id: rate.id })}>
        Delete
      </Button>
    </Row>
  );
}
