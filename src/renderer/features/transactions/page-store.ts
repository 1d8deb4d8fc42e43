/**
 * The rows of a long list, read page by page as they come into view. A page is a span of keys, from its cursor to its
 * last row: when the ledger changes only the pages in view are read again, each within its span, and the others when
 * they are next shown. So an edit costs the same at row 20 and at row 200,000, and nothing above it moves.
 */
import type { Transaction } from '#shared/contract/transactions.ts';

interface ListPage {
  rows: Transaction[];
  nextCursor: string | null;
}

type FetchPage = (cursor: string | null, limit: number) => Promise<ListPage>;

interface Page {
  cursor: string | null;
  rows: Transaction[];
  next: string | null;
  /** The last row when the page was first read; the page after begins behind it. */
  end: Pick<Transaction, 'date' | 'id'> | null;
  stale: boolean;
}

export interface Rows {
  count: number;
  /** False until the first page is there. */
  ready: boolean;
  /** True when there is nothing after the last row. */
  complete: boolean;
  at(index: number): Transaction | undefined;
  /** -1 when it is not among the rows read so far. `near` is where it was last seen. */
  indexOf(id: string, near?: number): number;
}

export interface PageStore {
  key: number;
  subscribe(listener: () => void): () => void;
  rows(): Rows;
  /** Reads the pages in view again; all others when they come into view. */
  refresh(): Promise<void>;
  /** Tells which rows are in view: reads what is missing there. */
  show(first: number, last: number): void;
  /** Shows a change before the core confirms it. */
  patch(ids: ReadonlySet<string>, change: Partial<Transaction>): void;
  drop(ids: ReadonlySet<string>): void;
}

const FIRST_PAGE = 100;
const PAGE = 400;
/** Rows below the view that are read ahead. */
const AHEAD = 150;
/** A page that grew beyond this is cut, and what follows is read anew when it is needed. */
const LARGEST_PAGE = 2000;

let lastKey = 0;

export function createPageStore(fetchPage: FetchPage): PageStore {
  let pages: Page[] = [];
  let snapshot = snapshotOf(pages);
  let view = { first: 0, last: 0 };
  let work: Promise<void> = Promise.resolve();
  let asked = false;
  const listeners = new Set<() => void>();

  const publish = () => {
    snapshot = snapshotOf(pages);
    for (const listener of listeners) listener();
  };

  /** One piece of work at a time, so that answers cannot overtake each other. */
  const queue = (act: () => Promise<void>): Promise<void> => {
    const done = work.then(act);
    work = done.catch(() => undefined);
    return done;
  };

  const readFirst = async () => {
    const { rows, nextCursor } = await fetchPage(null, FIRST_PAGE);
    pages = [pageOf(null, rows, nextCursor)];
  };

  const readNext = async () => {
    const cursor = pages.at(-1)?.next;
    if (!cursor) return;
    const { rows, nextCursor } = await fetchPage(cursor, PAGE);
    pages = [...pages, pageOf(cursor, rows, nextCursor)];
  };

  const readAgain = async (page: Page) => {
    const rows: Transaction[] = [];
    let cursor = page.cursor;
    for (;;) {
      const answer = await fetchPage(cursor, PAGE);
      const within = page.next === null ? answer.rows : answer.rows.filter((row) => !isAfter(row, page.end));
      rows.push(...within);
      cursor = answer.nextCursor;
      const at = pages.indexOf(page);
      if (page.next === null || rows.length > LARGEST_PAGE) {
        pages = [...pages.slice(0, at), pageOf(page.cursor, rows, cursor)];
        return;
      }
      if (within.length < answer.rows.length || cursor === null) {
        pages = pages.with(at, { ...page, rows, stale: false });
        return;
      }
    }
  };

  const readStaleInView = async () => {
    for (;;) {
      const stale = pages.find((page, index) => page.stale && overlaps(pages, index, view));
      if (!stale) return;
      await readAgain(stale);
      publish();
    }
  };

  return {
    key: (lastKey += 1),
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    rows: () => snapshot,
    refresh: () =>
      queue(async () => {
        if (pages.length === 0) await readFirst();
        else {
          pages = pages.map((page) => ({ ...page, stale: true }));
          await readStaleInView();
        }
        publish();
      }),
    show(first, last) {
      view = { first, last };
      const wanted = () =>
        pages.some((page, index) => page.stale && overlaps(pages, index, view)) ||
        (!snapshot.complete && view.last + AHEAD >= snapshot.count);
      if (asked || !snapshot.ready || !wanted()) return;
      asked = true;
      void queue(async () => {
        try {
          await readStaleInView();
          while (!snapshot.complete && view.last + AHEAD >= snapshot.count) {
            await readNext();
            publish();
          }
        } finally {
          asked = false;
        }
      }).catch(() => undefined);
    },
    patch(ids, change) {
      pages = pages.map((page) =>
        page.rows.some((row) => ids.has(row.id))
          ? { ...page, rows: page.rows.map((row) => (ids.has(row.id) ? { ...row, ...change } : row)) }
          : page,
      );
      publish();
    },
    drop(ids) {
      pages = pages.map((page) =>
        page.rows.some((row) => ids.has(row.id)) ? { ...page, rows: page.rows.filter((row) => !ids.has(row.id)) } : page,
      );
      publish();
    },
  };
}

function pageOf(cursor: string | null, rows: Transaction[], next: string | null): Page {
  return { cursor, rows, next, end: rows.at(-1) ?? null, stale: false };
}

/** Newest first by (date, id): is the row behind that key? */
function isAfter(row: Transaction, key: Page['end']): boolean {
  return key !== null && (row.date < key.date || (row.date === key.date && row.id < key.id));
}

function overlaps(pages: readonly Page[], index: number, view: { first: number; last: number }): boolean {
  let start = 0;
  for (let before = 0; before < index; before += 1) start += pages[before]?.rows.length ?? 0;
  return start <= view.last && start + (pages[index]?.rows.length ?? 0) >= view.first;
}

function snapshotOf(pages: readonly Page[]): Rows {
  const starts: number[] = [];
  let count = 0;
  for (const page of pages) {
    starts.push(count);
    count += page.rows.length;
  }
  const at = (index: number): Transaction | undefined => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((starts[middle] ?? 0) <= index) low = middle;
      else high = middle - 1;
    }
    return pages[low]?.rows[index - (starts[low] ?? 0)];
  };
  return {
    count,
    ready: pages.length > 0,
    complete: pages.length > 0 && pages.at(-1)?.next === null,
    at,
    indexOf(id, near = 0) {
      if (at(near)?.id === id) return near;
      for (let page = 0; page < pages.length; page += 1) {
        const found = pages[page]?.rows.findIndex((row) => row.id === id) ?? -1;
        if (found >= 0) return (starts[page] ?? 0) + found;
      }
      return -1;
    },
  };
}
