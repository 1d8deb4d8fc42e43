import { useState } from 'react';
import type { ExportFormat } from '#shared/contract/exports.ts';
import { AccountSelect } from '../../ui/account-select.tsx';
import { Button } from '../../ui/button.tsx';
import { DateField } from '../../ui/date-field.tsx';
import { Select } from '../../ui/select.tsx';
import { useFormat } from '../../ui/use-format.ts';
import { Row, Section } from '../settings/section.tsx';
import { RestoreRow } from './restore-row.tsx';
import { useExport, type RunningExport } from './use-export.ts';

type BookFormat = Exclude<ExportFormat, 'json'>;

const formats: { value: BookFormat; label: string; note: string }[] = [
  { value: 'ofx', label: 'OFX', note: 'For other finance programs: dates, amounts, payees and ids.' },
  { value: 'hledger', label: 'hledger journal', note: 'Plain text accounting; ledger reads it as well. Splits, tags and notes are in it.' },
  { value: 'beancount', label: 'Beancount', note: 'Plain text accounting. Splits, tags and notes are in it.' },
];

/** Everything out, for other programs or for safe keeping, and back in. */
export function ExportSection() {
  const whole = useExport();
  const book = useExport();
  const [format, setFormat] = useState<BookFormat>('ofx');
  const [accountId, setAccountId] = useState<string | null>(null);
  const [dateFrom, setDateFrom] = useState<string | null>(null);
  const [dateTo, setDateTo] = useState<string | null>(null);
  const backwards = dateFrom !== null && dateTo !== null && dateFrom > dateTo;
  return (
    <Section title="Export and restore" note="Your data is yours. A list of transactions as CSV: Export, on their page.">
      <Row
        name="The whole ledger, as JSON"
        note="Everything but attached files, with its history. A copy of Saldo restores it without loss."
      >
        <ExportButton running={whole} label="Export the ledger" onClick={() => whole.start({ format: 'json' })} />
      </Row>
      <div role="group" aria-label="Transactions for another program" className="px-4 py-2.5">
        <div>Transactions, for another program</div>
        <div className="text-small text-muted">{formats.find(({ value }) => value === format)?.note}</div>
        <div className="mt-2 flex flex-wrap items-center gap-2">
          <Select aria-label="Format" className="w-44" value={format} onChange={setFormat} options={formats} />
          <AccountSelect aria-label="Account" allowAll className="w-44" value={accountId} onChange={setAccountId} />
          <span className="text-muted">from</span>
          <DateField aria-label="First day" className="w-28!" value={dateFrom} onChange={setDateFrom} />
          <span className="text-muted">to</span>
          <DateField aria-label="Last day" className="w-28!" value={dateTo} onChange={setDateTo} />
          <span className="ml-auto">
            <ExportButton
              running={book}
              label="Export"
              disabled={backwards}
              onClick={() =>
                book.start({
                  format,
                  ...(accountId ? { accountIds: [accountId] } : {}),
                  ...(dateFrom ? { dateFrom } : {}),
                  ...(dateTo ? { dateTo } : {}),
                })
              }
            />
          </span>
        </div>
        {backwards && (
          <p role="alert" className="mt-1 text-small text-error">
            The first day is after the last.
          </p>
        )}
      </div>
      <RestoreRow />
    </Section>
  );
}

interface ExportButtonProps {
  running: RunningExport;
  label: string;
  disabled?: boolean;
  onClick: () => void;
}

function ExportButton({ running, label, disabled, onClick }: ExportButtonProps) {
  const format = useFormat();
  if (!running.progress) {
    return (
      <Button disabled={disabled} onClick={onClick}>
        {label}
      </Button>
    );
  }
  const { done, total } = running.progress;
  return (
    <Button onClick={() => running.stop()}>
      Stop{total > 0 && ` · ${format.count(Math.floor((100 * done) / total))} %`}
    </Button>
  );
}
