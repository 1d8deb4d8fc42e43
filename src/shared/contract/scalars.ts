/** The value types that every contract is made of. */
import { z } from 'zod';

/** A client-made UUIDv7 in its usual 36-character form. */
export const id = z.uuid();

/** Money: an integer in the minor units of its currency (cents for EUR, yen for JPY). */
export const minor = z.int();

/** ISO 4217 alphabetic code. */
export const currency = z.string().regex(/^[A-Z]{3}$/, 'A currency is three capital letters, such as EUR.');

/** A day without a time zone, `YYYY-MM-DD`. */
export const plainDate = z.iso.date();

/** A month, `YYYY-MM`. */
export const month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'A month is written YYYY-MM.');

/** Categories keep the stable ids of the shipped tree (`food_drink.coffee`); a user's own ones are UUIDs. */
export const categoryId = z.string().min(1).max(100);

/** What a mutation answers: the entry of the history that undoes it. */
export const changeRef = z.object({ changeId: z.int(), label: z.string() });
export type ChangeRef = z.infer<typeof changeRef>;
