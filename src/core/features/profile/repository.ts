import type { ProfileDraft } from '#shared/contract/profile.ts';
import type { Database } from '../../ledger/database.ts';

/** Amounts of a profile, by the column that holds each. */
export const amountColumns = {
  salaryMinor: 'salary_minor',
  businessMinor: 'business_minor',
  freelanceMinor: 'freelance_minor',
  otherIncomeMinor: 'other_income_minor',
  rentMinor: 'rent_minor',
  billsMinor: 'bills_minor',
  loansMinor: 'loans_minor',
  subscriptionsMinor: 'subscriptions_minor',
  cashMinor: 'cash_minor',
  stocksMinor: 'stocks_minor',
  cryptoMinor: 'crypto_minor',
  realEstateMinor: 'real_estate_minor',
  debtMinor: 'debt_minor',
} as const satisfies Partial<Record<keyof ProfileDraft, string>>;

export type AmountField = keyof typeof amountColumns;

export type ProfileRow = {
  id: Buffer;
  name: string;
  occupation: string;
  born_on: string | null;
  avatar_sha256: string | null;
  avatar_media_type: string | null;
  currency: string;
} & Record<(typeof amountColumns)[AmountField], number | null>;

export function readProfile(db: Database): ProfileRow | undefined {
  return db.sql<ProfileRow>('SELECT * FROM profile WHERE deleted_change IS NULL ORDER BY id LIMIT 1').get();
}
