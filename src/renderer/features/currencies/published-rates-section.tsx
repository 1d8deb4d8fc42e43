import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useId, useRef } from 'react';
import type { RatesUpdate } from '#shared/contract/currencies.ts';
import { orpc } from '../../client.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox } from '../../ui/checkbox.tsx';
import { sentenceFor } from '../../ui/error-note.tsx';
import { showToast } from '../../ui/toast.tsx';
import { useFormat } from '../../ui/use-format.ts';
import { Row, Section } from '../settings/section.tsx';
import { useSettings, useUpdateSettings } from '../shell/use-settings.ts';

/** The rates of the European Central Bank: how far they reach, and how newer ones come in. */
export function PublishedRatesSection() {
  const format = useFormat();
  const settings = useSettings();
  const update = useUpdateSettings();
  const queries = useQueryClient();
  const chooser = useRef<HTMLInputElement>(null);
  const switchId = useId();
  const { data } = useQuery(orpc.currencies.coverage.queryOptions());

  const options = {
    meta: { quiet: true },
    onSuccess: (result: RatesUpdate) => showToast({ message: updateInWords(result, format.day(result.lastDay)) }),
    onError: (error: unknown) => showToast({ message: sentenceFor(error), tone: 'error' as const }),
    onSettled: () => void queries.invalidateQueries({ queryKey: orpc.currencies.key() }),
  };
  const importFile = useMutation(orpc.currencies.importRates.mutationOptions(options));
  const fetchNow = useMutation(orpc.currencies.fetchRates.mutationOptions(options));
  const busy = importFile.isPending || fetchNow.isPending;

  const switchFetching = (on: boolean) =>
    update.mutate({ fetchRates: on }, { onSuccess: () => on && fetchNow.mutate({}) });
  const last = data?.lastFetch;
  return (
    <Section title="Rates of the European Central Bank" note="They ship with Saldo and work without a network.">
      <Row
        name={data?.lastDay ? `Known up to ${format.day(data.lastDay)}` : 'No rates'}
        note={
          data?.firstDay && data.lastDay
            ? `Since ${format.day(data.firstDay)}, on every business day.${
                data.addedDays > 0 ? ` ${format.count(data.addedDays)} days were added to those of the app.` : ''
              }`
            : undefined
        }
      >
        <input
          ref={chooser}
          type="file"
          hidden
          accept=".csv,.xml,.zip"
          aria-label="File of exchange rates"
          onChange={(event) => {
            const file = event.target.files?.[0];
            event.target.value = '';
            if (file) importFile.mutate({ file });
          }}
        />
        <Button size="sm" disabled={busy} onClick={() => chooser.current?.click()}>
          Update from a file
        </Button>
        {settings?.fetchRates && (
          <Button size="sm" disabled={busy} onClick={() => fetchNow.mutate({})}>
            Fetch now
          </Button>
        )}
      </Row>
      <Row
        name={<label htmlFor={switchId}>Fetch new rates from ecb.europa.eu</label>}
        note={
          <>
            Once a day, and nothing but the list of rates. Off, Saldo asks nobody: download eurofxref-hist.zip yourself.
            {settings?.fetchRates && last && (
              <span className={last.ok ? undefined : 'text-warning'}>
                {' '}
                Last tried {format.instant(last.at)}: {last.message}
              </span>
            )}
          </>
        }
      >
        <Checkbox id={switchId} checked={settings?.fetchRates ?? false} onChange={switchFetching} />
      </Row>
    </Section>
  );
}

function updateInWords({ newDays, newRates, changedRates }: RatesUpdate, lastDay: string): string {
  if (newRates === 0 && changedRates === 0) return `Nothing new: rates are known up to ${lastDay}.`;
  const added = newDays === 1 ? 'Rates of one day added' : `Rates of ${newDays} days added`;
  const changed = changedRates === 0 ? '' : `, ${changedRates} corrected`;
  return `${newDays === 0 ? 'Rates taken in' : added}${changed}. They reach up to ${lastDay}.`;
}
