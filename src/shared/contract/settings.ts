import { oc } from '@orpc/contract';
import { z } from 'zod';
import { accountKind } from './accounts.ts';
import { commonErrors } from './errors.ts';
import { currency, id, minor, plainDate } from './scalars.ts';

const base = oc.errors(commonErrors);

export const settings = z.object({
  /** Reports are in this currency. Null until onboarding is done. */
  baseCurrency: currency.nullable(),
  theme: z.enum(['system', 'light', 'dark']),
  /** BCP 47 tag, or null to follow the system. */
  locale: z.string().nullable(),
  railCollapsed: z.boolean(),
  /** Asks the European Central Bank for new exchange rates once a day. Off until a person switches it on. */
  fetchRates: z.boolean(),
  /** Of the desktop app: an icon in the tray; whether closing the window leaves it running; whether it starts at login. */
  trayIcon: z.boolean(),
  closeToTray: z.boolean(),
  startAtLogin: z.boolean(),
});
export type Settings = z.infer<typeof settings>;

export const settingsContract = {
  get: base.output(settings),
  update: base.input(settings.extend({ baseCurrency: currency }).partial()).output(settings),
  /** First run: base currency and the first account, in one step. */
  completeOnboarding: base
    .input(
      z.object({
        baseCurrency: currency,
        account: z.object({
          name: z.string().trim().min(1).max(80),
          kind: accountKind,
          openingBalanceMinor: minor.default(0),
          openedOn: plainDate.nullable().default(null),
        }),
      }),
    )
    .output(z.object({ accountId: id })),
  /** Fills an empty ledger with the two seeded demo years. CONFLICT when it is not empty. */
  loadDemo: base.output(z.object({ transactions: z.int() })),
};
