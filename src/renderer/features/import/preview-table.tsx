import { useQueries, useQueryClient } from '@tanstack/react-query';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { RefObject } from 'react';
import type { ColumnRole } from '#shared/contract/csv-mapping.ts';
import type { ImportPreview, PreviewRow } from '#shared/contract/imports.ts';
import { orpc } from '../../client.ts';
import { Checkbox } from '../../ui/checkbox.tsx';
import { cx } from '../../ui/cx.ts';
import type { Format } from '../../ui/format.ts';
import { Select } from '../../ui/select.tsx';
import { Skeleton } from '../../ui/skeleton.tsx';
import { useFormat } from '../../ui/use-format.ts';
import { assignRole, isAmountRole, roleOf, roleOptions } from './column-roles.ts';
import { include, reviseMapping } from './import-store.ts';

type Show = 'all' | 'new' | 'already-here' | 'problem';

const ROW = 36;
const HEADING = 48;
const PAGE = 100;
const FATE_WIDTH = 230;
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
  const total = { all: counts.total, new: counts.new, 'already-here': counts.alreadyHere + counts.deletedBefore, problem: counts.problems };
  const tabs: { show: Show; name: string }[] = [
    { show: 'all', name: 'All' },
    { show: 'new', name: 'New' },
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
  const { importId, mapping, columns } = preview;
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

  const roles = useMemo(() => columns.map((column) => roleOf(mapping, column.index)), [columns, mapping]);
  const widths = useMemo(
    () =>
      columns.map((column, at) =>
        Math.min(widthOf(column.header, column.samples), roles[at] === 'ignore' ? UNUSED_WIDTH : LARGEST_WIDTH),
      ),
    [columns, roles],
  );
  const template = `44px ${widths.map((width) => `minmax(${width}px, ${width}fr)`).join(' ')} minmax(${FATE_WIDTH}px, 1fr)`;
  const least = 44 + widths.reduce((sum, width) => sum + width, 0) + FATE_WIDTH;
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
          {columns.map((column, at) => (
            <div role="columnheader" key={column.index} className="flex min-w-0 flex-col justify-center px-1">
              <RoleSelect
                role={roles[at] ?? 'ignore'}
                name={column.header || `column ${column.index + 1}`}
                disabled={!live}
                onChange={(role) => void reviseMapping((now) => assignRole(now, column.index, role))}
              />
              <span
                className={cx('truncate px-[7px] text-mini text-muted', isAmountRole(roles[at] ?? 'ignore') && 'text-right')}
                title={column.header}
              >
                {column.header || `Column ${column.index + 1}`}
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
              roles={roles}
              indexes={columns.map((column) => column.index)}
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
  roles: readonly ColumnRole[];
  /** Of the columns in the cells of a row. */
  indexes: readonly number[];
  disabled: boolean;
  /** Of the last column, which stays in view. */
  fateLooks: string;
  style: { gridTemplateColumns: string; transform: string };
}

function Line({ index, row, roles, indexes, disabled, fateLooks, style }: LineProps) {
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
      {indexes.map((column, at) => (
        <div
          role="cell"
          key={column}
          className={cx(
            'truncate px-2.5',
            isAmountRole(roles[at] ?? 'ignore') && 'text-right',
            roles[at] === 'ignore' && 'text-small text-muted',
          )}
          title={row.cells[column]}
        >
          {row.cells[column]}
        </div>
      ))}
      <div
        role="cell"
        className={cx(fateLooks, 'text-small', row.fate === 'problem' ? 'text-error' : 'text-muted')}
        title={row.explanation}
      >
        <span className="truncate">{row.explanation}</span>
      </div>
    </div>
  );
}

/** The head of the first column: all lines that are shown, or none. */
function IncludeAll({ preview, show }: { preview: ImportPreview; show: Show }) {
  const { counts } = preview;
  const fates: PreviewRow['fate'][] = show === 'already-here' ? ['already-here', 'deleted-before'] : ['new', 'new-same'];
  const possible = show === 'already-here' ? counts.alreadyHere + counts.deletedBefore : counts.new;
  const chosen = show === 'already-here' ? Math.max(0, counts.included - counts.new) : Math.min(counts.included, counts.new);
  if (show === 'problem' || possible === 0) return null;
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
