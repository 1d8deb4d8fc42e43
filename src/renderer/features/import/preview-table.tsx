import { useQueries, useQueryClient } from '@tanstack/react-query';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { RefObject } from 'react';
import type { ColumnRole } from '#shared/contract/csv-mapping.ts';
import type { ImportPreview, PreviewRow, RowDecision } from '#shared/contract/imports.ts';
import { orpc } from '../../client.ts';
import { Checkbox } from '../../ui/checkbox.tsx';
import { cx } from '../../ui/cx.ts';
import type { Format } from '../../ui/format.ts';
import { Select } from '../../ui/select.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { useFormat } from '../../ui/use-format.ts';
import { assignRole, isAmountRole, roleOf, roleOptions } from './column-roles.ts';
import { decide, include, reviseMapping } from './import-store.ts';

type Show = 'all' | 'new' | 'to-check' | 'already-here' | 'problem';

const ROW = 36;
const HEADING = 48;
const PAGE = 100;
const FATE_WIDTH = 230;
/** With the transaction that a line may be, and what to do about it. */
const MATCH_WIDTH = 400;
const LARGEST_WIDTH = 240;
const UNUSED_WIDTH = 104;

interface PreviewTableProps {
  preview: ImportPreview;
  busy: boolean;
  /** False while the import is being saved: its rows cannot be asked for any more. */
  live: boolean;
}

/** Every line of the file and what will happen to it. */
export function PreviewTable({ preview, busy, live }: PreviewTableProps) {
  const [show, setShow] = useState<Show>('all');
  const { counts } = preview;
  const total = {
    all: counts.total,
    new: counts.new,
    'to-check': counts.maybeSame + counts.booksPending,
    'already-here': counts.alreadyHere + counts.deletedBefore,
    problem: counts.problems,
  };
  const tabs: { show: Show; name: string }[] = [
    { show: 'all', name: 'All' },
    { show: 'new', name: 'New' },
    ...(total['to-check'] > 0 ? [{ show: 'to-check' as const, name: 'Matched' }] : []),
    { show: 'already-here', name: 'Already here' },
    { show: 'problem', name: 'Problems' },
  ];
  const format = useFormat();
  return (
    <>
      <div role="group" aria-label="Lines to show" className="mt-3.5 mb-2 flex gap-1">
        {tabs.map((tab) => (
          <button
            key={tab.show}
            type="button"
            aria-pressed={show === tab.show}
            onClick={() => setShow(tab.show)}
            className={cx(
              'h-[26px] rounded-control border px-2.5',
              show === tab.show ? 'border-line bg-surface font-[530]' : 'border-transparent text-muted hover:text-ink',
            )}
          >
            {tab.name} <span className="text-muted">{format.count(total[tab.show])}</span>
          </button>
        ))}
        <span className="ml-auto self-center text-small text-muted">{summary(preview, format)}</span>
      </div>
      <Lines key={show} preview={preview} busy={busy} live={live} show={show} />
    </>
  );
}

function Lines({ preview, busy, live, show }: PreviewTableProps & { show: Show }) {
  const { importId } = preview;
  const scroller = useRef<HTMLDivElement>(null);
  const [known, setKnown] = useState<number | null>(null);
  const count = known ?? 0;
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 8,
    scrollMargin: HEADING,
    scrollPaddingStart: HEADING,
  });
  const items = virtual.getVirtualItems();
  const firstPage = Math.floor((items[0]?.index ?? 0) / PAGE);
  const lastPage = Math.floor((items.at(-1)?.index ?? 0) / PAGE);
  const pages = useQueries({
    queries: Array.from({ length: lastPage - firstPage + 1 }, (_, at) =>
      orpc.imports.rows.queryOptions({
        input: { importId, show, offset: (firstPage + at) * PAGE, limit: PAGE },
        enabled: live,
      }),
    ),
  });
  const queries = useQueryClient();
  useEffect(() => {
    void queries.invalidateQueries({ queryKey: orpc.imports.rows.key() });
  }, [preview, queries]);
  const total = pages[0]?.data?.total;
  if (total !== undefined && total !== known) setKnown(total);
  const rowAt = (index: number): PreviewRow | undefined =>
    pages[Math.floor(index / PAGE) - firstPage]?.data?.rows[index % PAGE];

  const format = useFormat();
  const shown = useMemo(() => shownColumns(preview, format), [preview, format]);
  const matched = preview.counts.maybeSame + preview.counts.booksPending > 0;
  const fateWidth = matched ? MATCH_WIDTH : FATE_WIDTH;
  const template = `44px ${shown.map(({ width }) => `minmax(${width}px, ${width}fr)`).join(' ')} minmax(${fateWidth}px, 1fr)`;
  const least = 44 + shown.reduce((sum, { width }) => sum + width, 0) + fateWidth;
  const overflows = useWidth(scroller) < least;
  const fateLooks = cx('sticky right-0 flex h-full min-w-0 items-center bg-surface px-2.5', overflows && 'border-l border-line');

  return (
    <div
      ref={scroller}
      role="table"
      aria-label="Lines of the file"
      aria-rowcount={count + 1}
      aria-busy={busy}
      tabIndex={0}
      className={cx('min-h-0 overflow-auto rounded-card border border-line bg-surface', busy && 'opacity-60 transition-opacity delay-300')}
      style={{ height: HEADING + Math.max(1, count) * ROW + 2 }}
    >
      <div style={{ minWidth: least }}>
        <div
          role="row"
          aria-rowindex={1}
          className="sticky top-0 z-20 grid border-b border-line bg-surface text-small"
          style={{ gridTemplateColumns: template, height: HEADING }}
        >
          <div role="columnheader" className="sticky left-0 z-10 flex items-center justify-center bg-surface">
            <IncludeAll preview={preview} show={show} />
          </div>
          {shown.map((column) => (
            <div role="columnheader" key={column.key} className="flex min-w-0 flex-col justify-center px-1">
              {column.index !== null && (
                <RoleSelect
                  role={column.role}
                  name={column.name}
                  disabled={!live}
                  onChange={(role) => {
                    const { index } = column;
                    if (index !== null) void reviseMapping((now) => assignRole(now, index, role));
                  }}
                />
              )}
              <span
                className={cx(
                  'truncate px-[7px]',
                  column.index === null ? 'text-muted' : 'text-mini text-muted',
                  isAmountRole(column.role) && 'text-right',
                )}
                title={column.name}
              >
                {column.name}
              </span>
            </div>
          ))}
          <div role="columnheader" className={cx(fateLooks, 'text-muted')}>
            What will happen
          </div>
        </div>
        <div role="rowgroup" className="relative" style={{ height: virtual.getTotalSize() }}>
          {items.map((item) => (
            <Line
              key={item.index}
              index={item.index}
              row={rowAt(item.index)}
              columns={shown}
              disabled={!live}
              fateLooks={fateLooks}
              style={{ gridTemplateColumns: template, transform: `translateY(${item.start - HEADING}px)` }}
            />
          ))}
        </div>
        {known === 0 && (
          <div role="row" className="px-4 py-2 text-muted">
            <span role="cell">{show === 'problem' ? 'Every line could be read.' : 'No such lines.'}</span>
          </div>
        )}
      </div>
    </div>
  );
}

/** "14 Nov – 22 Nov · in 2,870.00 · out 1,131.62" of the lines to be imported. */
function summary({ dateFrom, dateTo, sums, questions }: ImportPreview, format: Format): string | null {
  // Until then the days and the signs are only guesses.
  if (questions.length > 0) return null;
  const days = dateFrom && dateTo && [...new Set([format.dayShort(dateFrom), format.dayShort(dateTo)])].join(' – ');
  return [
    days,
    ...sums.flatMap((sum) => [
      sum.inMinor > 0 && `in ${format.money(sum.inMinor, sum.currency)}`,
      sum.outMinor > 0 && `out ${format.money(sum.outMinor, sum.currency)}`,
    ]),
  ]
    .filter(Boolean)
    .join(' · ');
}

interface LineProps {
  index: number;
  row: PreviewRow | undefined;
  columns: readonly ShownColumn[];
  disabled: boolean;
  /** Of the last column, which stays in view. */
  fateLooks: string;
  style: { gridTemplateColumns: string; transform: string };
}

function Line({ index, row, columns, disabled, fateLooks, style }: LineProps) {
  const looks = 'absolute inset-x-0 top-0 grid h-9 items-center border-b border-line';
  if (!row) {
    return (
      <div role="row" aria-rowindex={index + 2} className={looks} style={style}>
        <div role="cell" aria-label="Loading" className="col-span-3 pl-11">
          <Skeleton className="w-44" />
        </div>
      </div>
    );
  }
  const unreadable = row.fate === 'problem' || row.fate === 'note';
  return (
    <div role="row" aria-rowindex={index + 2} className={cx(looks, !row.included && 'text-muted')} style={style}>
      <div role="cell" className="sticky left-0 z-10 flex h-full items-center justify-center bg-surface">
        <Checkbox
          aria-label={`Import line ${row.line}`}
          checked={row.included}
          disabled={unreadable || disabled}
          onChange={(included) => void include(included, { lines: [row.line] })}
        />
      </div>
      {columns.map((column) => {
        const text = column.textOf(row);
        return (
          <div
            role="cell"
            key={column.key}
            className={cx(
              'truncate px-2.5',
              isAmountRole(column.role) && 'text-right',
              column.role === 'ignore' && 'text-small text-muted',
            )}
            title={text}
          >
            {text}
          </div>
        );
      })}
      <div
        role="cell"
        className={cx(fateLooks, 'gap-2 text-small', row.fate === 'problem' ? 'text-error' : 'text-muted')}
        title={row.explanation}
      >
        <span className="min-w-0 flex-1">
          <span className="block truncate leading-4">{row.explanation}</span>
          {row.match && (row.fate === 'maybe-same' || row.fate === 'books-pending') && <Matched row={row} match={row.match} />}
        </span>
        {(row.fate === 'maybe-same' || row.fate === 'books-pending') && (
          <Select
            aria-label={`What line ${row.line} is`}
            value={row.decision}
            disabled={disabled}
            options={row.fate === 'maybe-same' ? likelyChoices : pendingChoices}
            onChange={(decision) => void decide(decision, { line: row.line })}
            className="h-[26px]! w-36! shrink-0 text-small"
          />
        )}
      </div>
    </div>
  );
}

const likelyChoices: { value: RowDecision; label: string }[] = [
  { value: 'add', label: 'Add it' },
  { value: 'same', label: 'It is the same' },
  { value: 'leave-out', label: 'Leave it out' },
];
const pendingChoices: { value: RowDecision; label: string }[] = [
  { value: 'same', label: 'Book it' },
  { value: 'add', label: 'Add it besides' },
  { value: 'leave-out', label: 'Leave it out' },
];

/** "2 Mar · Lidl · −38.12": the transaction that it may be. */
function Matched({ row, match }: { row: PreviewRow; match: NonNullable<PreviewRow['match']> }) {
  const format = useFormat();
  const amount = match.amountMinor === row.amountMinor ? null : format.money(match.amountMinor, row.currency ?? 'EUR');
  return (
    <span className="block truncate text-mini leading-4 text-ink">
      {[format.dayShort(match.date), match.payee, amount].filter(Boolean).join(' · ')}
    </span>
  );
}

interface ShownColumn {
  key: string;
  /** Of the file's own column; null for formats without columns. */
  index: number | null;
  name: string;
  role: ColumnRole;
  width: number;
  textOf(row: PreviewRow): string;
}

/** The file's own columns; for formats that have none, what was read. */
function shownColumns({ columns, mapping, accounts }: ImportPreview, format: Format): ShownColumn[] {
  if (mapping && columns.length > 0) {
    return columns.map((column) => {
      const role = roleOf(mapping, column.index);
      return {
        key: String(column.index),
        index: column.index,
        name: column.header || `Column ${column.index + 1}`,
        role,
        width: Math.min(widthOf(column.header, column.samples), role === 'ignore' ? UNUSED_WIDTH : LARGEST_WIDTH),
        textOf: (row) => row.cells[column.index] ?? '',
      };
    });
  }
  const read = (key: string, name: string, role: ColumnRole, width: number, textOf: ShownColumn['textOf']): ShownColumn => ({
    key,
    index: null,
    name,
    role,
    width,
    textOf,
  });
  return [
    read('date', 'Date', 'date', 104, (row) => (row.date ? format.dayNumeric(row.date) : '')),
    read('payee', 'Payee', 'payee', 170, (row) => row.payee),
    read('text', 'Text of the bank', 'description', 240, (row) => (row.description === row.payee ? '' : row.description)),
    ...(accounts.length > 0 ? [read('account', 'Account', 'account', 120, (row) => row.accountName ?? '')] : []),
    read('amount', 'Amount', 'amount', 110, (row) =>
      row.amountMinor === null ? '' : format.money(row.amountMinor, row.currency ?? 'EUR', { plus: true }),
    ),
  ];
}

/** The head of the first column: all lines that are shown, or none. */
function IncludeAll({ preview, show }: { preview: ImportPreview; show: Show }) {
  const { counts } = preview;
  const fates: PreviewRow['fate'][] =
    show === 'already-here' ? ['already-here', 'deleted-before'] : ['new', 'new-same', 'maybe-same'];
  const fresh = counts.new + counts.maybeSame;
  const possible = show === 'already-here' ? counts.alreadyHere + counts.deletedBefore : fresh;
  const chosen = show === 'already-here' ? Math.max(0, counts.included - fresh) : Math.min(counts.included, fresh);
  if (show === 'problem' || show === 'to-check' || possible === 0) return null;
  return (
    <Checkbox
      aria-label={show === 'already-here' ? 'Import all that are already here' : 'Import all new lines'}
      checked={chosen === 0 ? false : chosen >= possible ? true : 'indeterminate'}
      onChange={(included) => void include(included, { fates })}
    />
  );
}

interface RoleSelectProps {
  role: ColumnRole;
  /** The file's own heading. */
  name: string;
  disabled: boolean;
  onChange: (role: ColumnRole) => void;
}

function RoleSelect({ role, name, disabled, onChange }: RoleSelectProps) {
  return (
    <Select
      aria-label={`What “${name}” holds`}
      value={role}
      options={roleOptions}
      disabled={disabled}
      onChange={onChange}
      className={cx(
        'h-5! border-transparent! bg-transparent! px-1.5! font-[530] hover:bg-hover!',
        'gap-0.5!',
        isAmountRole(role) ? 'justify-end!' : 'justify-start!',
        role === 'ignore' && 'text-muted!',
      )}
    />
  );
}

function useWidth(element: RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(Infinity);
  useEffect(() => {
    if (!element.current) return;
    const observer = new ResizeObserver(([entry]) => entry && setWidth(entry.contentRect.width));
    observer.observe(element.current);
    return () => observer.disconnect();
  }, [element]);
  return width;
}

/** Room for the heading and the samples, in px; about 7 px a letter. */
function widthOf(header: string, samples: readonly string[]): number {
  const letters = Math.max(9, header.length * 0.9, ...samples.map((sample) => sample.length));
  return Math.round(letters * 7.2 + 26);
}
