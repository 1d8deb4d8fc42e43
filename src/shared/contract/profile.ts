import { oc } from '@orpc/contract';
import { z } from 'zod';
import { commonErrors } from './errors.ts';
import { changeRef, currency, minor, plainDate } from './scalars.ts';

const base = oc.errors(commonErrors);
const amount = minor.nonnegative().nullable();

/** Amounts in minor units of the base currency; null where nothing was said. */
export const profileDraft = z.object({
  name: z.string().trim().max(80),
  occupation: z.string().trim().max(80),
  bornOn: plainDate.nullable(),
  /** A month. */
  salaryMinor: amount,
  businessMinor: amount,
  freelanceMinor: amount,
  otherIncomeMinor: amount,
  rentMinor: amount,
  billsMinor: amount,
  loansMinor: amount,
  subscriptionsMinor: amount,
  /** What there is. */
  cashMinor: amount,
  stocksMinor: amount,
  cryptoMinor: amount,
  realEstateMinor: amount,
  debtMinor: amount,
});
export type ProfileDraft = z.infer<typeof profileDraft>;

export const profile = profileDraft.extend({
  currency,
  /** Changes with the picture; null when there is none. */
  avatar: z.string().nullable(),
});
export type Profile = z.infer<typeof profile>;

export const profileContract = {
  get: base.output(profile),
  update: base.input(profileDraft).output(changeRef),
  /** INVALID unless it is a PNG, JPEG or WebP of at most 5 MB. */
  setAvatar: base.input(z.object({ file: z.file() })).output(changeRef),
  removeAvatar: base.output(changeRef),
  /** NOT_FOUND when there is none. */
  avatar: base.output(z.file()),
};
