/** What a rule looks at: a transaction as it stands, or as a bank's file brings it. */
export interface RuleRow {
  /** The bank's own text. */
  description: string;
  /** The payee as a person knows it. */
  payee: string;
  note: string;
  /** Negative is money out; minor units of `currency`. */
  amountMinor: number;
  currency: string;
  accountId: string;
  /** `YYYY-MM-DD`. */
  date: string;
  tags: readonly string[];
  categoryId: string | null;
}
