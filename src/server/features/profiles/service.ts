/** The rules of profiles: everybody reads and changes their own. */
import { minorDigits } from '../../../shared/money.ts';
import { isCurrency } from '../../../shared/currencies.ts';
import type { ServerContext } from '../../context.ts';
import { RequestError } from '../../http/problem.ts';
import { toMinor } from '../../http/scalars.ts';
import { drawAvatar } from './avatar-image.ts';
import { financialFields, type FinancialField } from './contract.ts';
import * as repository from './repository.ts';

const FREE_PLAN = 'free';

export interface ProfileChange {
  preferred_currency?: string | undefined;
  date_of_birth?: string | null | undefined;
  occupation?: string | null | undefined;
  annual_income?: string | null | undefined;
  financial_goal?: string | null | undefined;
  investment_risk?: 'low' | 'medium' | 'high' | null | undefined;
}

export type ProfileService = ReturnType<typeof createProfileService>;

export function createProfileService({ db, clock }: Pick<ServerContext, 'db' | 'clock'>) {
  async function read(userId: string) {
    const profile = await repository.findProfile(db, userId);
    return { ...profile, plan: (await repository.findPlan(db, userId, clock.now())) ?? FREE_PLAN };
  }

  return {
    read,

    /** What amounts of this person are in, unless they say otherwise. */
    async currencyOf(userId: string): Promise<string> {
      return (await repository.findProfile(db, userId)).preferredCurrency;
    },

    async change(userId: string, change: ProfileChange) {
      const before = await repository.findProfile(db, userId);
      const currency = change.preferred_currency ?? before.preferredCurrency;
      if (!isCurrency(currency)) {
        const message = `${currency} is not a currency.`;
        throw new RequestError(400, message, { fields: [{ field: 'preferred_currency', message }] });
      }
      if (minorDigits(currency) !== minorDigits(before.preferredCurrency)) await rescale(userId, before, currency);
      const { annual_income: income } = change;
      const annualIncomeMinor = income === undefined || income === null ? income : toMinor(income, currency, 'annual_income');
      const changes = {
        preferredCurrency: change.preferred_currency,
        dateOfBirth: change.date_of_birth,
        occupation: change.occupation,
        annualIncomeMinor,
        financialGoal: change.financial_goal,
        investmentRisk: change.investment_risk,
      };
      const given = Object.entries(changes).filter(([, value]) => value !== undefined);
      await repository.updateProfile(db, userId, Object.fromEntries(given) as Parameters<typeof repository.updateProfile>[2]);
      return await read(userId);
    },

    readFinancialInput: (userId: string) => repository.findFinancialInput(db, userId),

    async changeFinancialInput(userId: string, change: Partial<Record<FinancialField, string | undefined>>) {
      const { preferredCurrency } = await repository.findProfile(db, userId);
      await repository.findFinancialInput(db, userId);
      const given = financialFields.flatMap((field) => {
        const text = change[field];
        return text === undefined ? [] : [[field, toMinor(text, preferredCurrency, field)] as const];
      });
      await repository.updateFinancialInput(db, userId, Object.fromEntries(given));
      return await repository.findFinancialInput(db, userId);
    },

    async account(userId: string) {
      const account = await repository.findAccount(db, userId);
      if (!account) throw new RequestError(401, 'This account is not there any more.');
      return account;
    },

    /** Answers the id of the picture. @throws RequestError 415 */
    async setAvatar(userId: string, upload: Buffer): Promise<string> {
      const webp = await drawAvatar(upload);
      return await db.transaction(async (tx) => {
        const id = await repository.replaceAvatar(tx, userId, webp);
        await repository.updateProfile(tx, userId, { avatar: id });
        return id;
      });
    },

    async avatar(id: string): Promise<Buffer> {
      const webp = await repository.findAvatar(db, id);
      if (!webp) throw new RequestError(404, 'This picture is not there any more.');
      return webp;
    },
  };

  /** The amounts a person entered keep their figures in a currency with other decimals: 1200.00 EUR becomes 1200 JPY. */
  async function rescale(userId: string, before: repository.Profile, currency: string): Promise<void> {
    const factor = 10 ** (minorDigits(currency) - minorDigits(before.preferredCurrency));
    const scale = (minor: number) => Math.round(minor * factor);
    const input = await repository.findFinancialInput(db, userId);
    const amounts = financialFields.map((field) => [field, scale(input[field])] as const);
    await repository.updateFinancialInput(db, userId, Object.fromEntries(amounts));
    if (before.annualIncomeMinor !== null) {
      await repository.updateProfile(db, userId, { annualIncomeMinor: scale(before.annualIncomeMinor) });
    }
  }
}
