import { useEffect, useId, useRef, useState } from 'react';
import type { ImportPreview } from '#shared/contract/imports.ts';
import { Button } from '../../ui/button.tsx';
import { cx } from '../../ui/cx.ts';
import type { Format } from '../../ui/format.ts';
import { Select } from '../../ui/select.tsx';
import { useShortcuts } from '../../ui/shortcuts.ts';
import { useAccounts } from '../../ui/use-accounts.ts';
import { useFormat } from '../../ui/use-format.ts';
import { cancel, chooseAccount, commit, reviseMapping } from './import-store.ts';
import { LayoutPopover } from './layout-popover.tsx';
import { NewAccount } from './new-account.tsx';

const NEW_ACCOUNT = 'new-account';

/** The file, where it goes and what it brings. */
export function PreviewCard({ preview, busy }: { preview: ImportPreview; busy: boolean }) {
  const format = useFormat();
  const accounts = useAccounts();
  const ids = useId();
  const [creating, setCreating] = useState(false);
  const box = useRef<HTMLElement>(null);
  const { counts, mapping } = preview;
  const fileCurrency = mapping?.currency ?? preview.sums[0]?.currency ?? preview.accountCurrency ?? format.baseCurrency ?? 'EUR';
  const blocked = whyNot(preview);
  const canImport = blocked === null && !busy;

  // The keyboard begins where something is to be done.
  useEffect(() => {
    const card = box.current;
    const answer = card?.parentElement?.querySelector<HTMLElement>('[data-answer]');
    const unplaced = preview.accountId === null && preview.accounts.length === 0;
    const account = unplaced ? card?.querySelector<HTMLElement>(`#${CSS.escape(`${ids}-account`)}`) : null;
    (account ?? answer ?? card?.querySelector<HTMLElement>('[data-import]'))?.focus();
  }, [preview.importId]); // eslint-disable-line react-hooks/exhaustive-deps -- only when another file is shown

  useShortcuts({
    'mod+enter': {
      label: 'Import',
      group: 'Import',
      run: () => {
        if (canImport) void commit();
      },
    },
  });

  return (
    <section
      ref={box}
      aria-label={preview.fileName}
      className="flex flex-wrap items-center gap-x-6 gap-y-3 rounded-card border border-line bg-surface px-4 py-3.5"
    >
      <div className="min-w-[200px] flex-1 basis-0">
        <h2 className="truncate font-[620]" title={preview.fileName}>
          {preview.fileName}
        </h2>
        <p className="text-small text-muted">
          {[...formatName(preview), ...preview.dialect, ...(preview.remembered ? ['known layout'] : [])].join(' · ')}
        </p>
        {blocked && (
          <p id={`${ids}-blocked`} className="text-small text-warning">
            {blocked}
          </p>
        )}
      </div>
      {preview.accounts.length === 0 && (
        <div className="flex flex-col items-end gap-0.5">
          <label htmlFor={`${ids}-account`} className="text-small text-muted">
            into
          </label>
          <Select
            id={`${ids}-account`}
            value={preview.accountId}
            placeholder="Choose an account"
            options={[
              ...accounts.open.map((account) => ({ value: account.id, label: account.name })),
              { value: NEW_ACCOUNT, label: 'New account…' },
            ]}
            onChange={(value) => {
              if (value === NEW_ACCOUNT) setCreating(true);
              else void chooseAccount(value);
            }}
            className={cx('h-[26px]! w-auto! max-w-44 min-w-28', preview.accountId === null && 'border-warning!')}
          />
        </div>
      )}
      <Count name="new" value={counts.new} />
      {counts.maybeSame > 0 && <Count name="maybe same" value={counts.maybeSame} />}
      {counts.booksPending > 0 && <Count name="was pending" value={counts.booksPending} />}
      <Count name="already here" value={counts.alreadyHere + counts.deletedBefore} />
      <Count name={counts.problems === 1 ? 'problem' : 'problems'} value={counts.problems} error={counts.problems > 0} />
      <div className="ml-auto flex items-center gap-2">
        <Button variant="ghost" onClick={cancel}>
          Cancel
        </Button>
        {mapping && preview.columns.length > 0 && (
          <LayoutPopover
            mapping={mapping}
            currency={fileCurrency}
            onChange={(change) => void reviseMapping((now) => ({ ...now, ...change }))}
          />
        )}
        <Button
          variant="primary"
          data-import
          // Not disabled while it reads again: the keyboard would lose its place.
          aria-disabled={!canImport}
          aria-describedby={blocked ? `${ids}-blocked` : undefined}
          className={cx(!canImport && 'opacity-50')}
          onClick={() => canImport && void commit()}
        >
          {whatHappens(counts, format)}
        </Button>
      </div>
      {creating && (
        <NewAccount
          currency={fileCurrency}
          onClose={() => setCreating(false)}
          onCreated={(accountId) => {
            setCreating(false);
            void chooseAccount(accountId);
          }}
        />
      )}
    </section>
  );
}

function Count({ name, value, error = false }: { name: string; value: number; error?: boolean }) {
  const format = useFormat();
  return (
    <div className="text-right">
      <div className="text-small text-muted">{name}</div>
      <div className={cx('text-[18px] leading-6 font-[620]', error && 'text-error')}>{format.count(value)}</div>
    </div>
  );
}

/** Of a CSV its dialect says enough. */
function formatName({ format }: ImportPreview): string[] {
  return format === 'csv' ? [] : [format.toUpperCase()];
}

/** "Import 12", "Import 12, book 3". */
function whatHappens({ included, merged }: ImportPreview['counts'], format: Format): string {
  const added = `Import ${format.count(included)}`;
  if (merged === 0) return added;
  return included === 0 ? `Book ${format.count(merged)}` : `${added}, book ${format.count(merged)}`;
}

/** The one thing that stands in the way, or null. */
function whyNot({ questions, accountId, accounts, counts }: ImportPreview): string | null {
  if (accountId === null && accounts.length === 0) return 'Choose the account that this file belongs to.';
  if (questions.length > 0) return questions.length === 1 ? 'Answer the question below first.' : 'Answer the questions below first.';
  if (counts.included + counts.merged === 0) {
    const possible = counts.new + counts.maybeSame + counts.booksPending;
    return possible === 0 ? 'Nothing in this file is new.' : 'No line is chosen.';
  }
  return null;
}
