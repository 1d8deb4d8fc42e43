/** What the writers of files for other programs are given. Money in minor units, days as 'YYYY-MM-DD'. */
import type { AccountKind } from '#shared/contract/accounts.ts';
import type { CategoryKind } from '#shared/taxonomy.ts';

export interface ExportAccount {
  id: string;
  name: string;
  kind: AccountKind;
  currency: string;
  institution: string | null;
  /** Before the first day of the export. */
  startBalanceMinor: number;
  /** At the end of the last day of the export. */
  endBalanceMinor: number;
  /** The first day that anything is known of the account, within the export. */
  firstDate: string;
}

export interface ExportCategory {
  id: string;
  parentId: string | null;
  name: string;
  kind: CategoryKind;
}

export interface ExportTransaction {
  id: string;
  accountId: string;
  date: string;
  amountMinor: number;
  currency: string;
  payee: string;
  /** The bank's own text. */
  description: string;
  note: string;
  status: 'pending' | 'cleared' | 'reconciled';
  bankRef: string | null;
  categoryId: string | null;
  splits: { categoryId: string | null; amountMinor: number; note: string }[];
  tags: string[];
  original: { amountMinor: number; currency: string } | null;
  isTransfer: boolean;
  /** The other side, when it is in the export too and neither side is split. */
  otherSide: { id: string; accountId: string; date: string; amountMinor: number; currency: string } | null;
}

export interface ExportBook {
  app: string;
  /** ISO instant. */
  exportedAt: string;
  baseCurrency: string;
  firstDate: string;
  lastDate: string;
  accounts: ExportAccount[];
  categories: ExportCategory[];
  /** By (date, id). */
  transactions: Iterable<ExportTransaction>;
}

/** A part of a file, and how many transactions are in it. */
export interface ExportText {
  text: string;
  rows: number;
}
