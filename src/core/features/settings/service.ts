import { settings as settingsSchema, type Settings } from '#shared/contract/settings.ts';
import { DomainError } from '#shared/contract/errors.ts';
import { idFromBytes } from '#shared/ids.ts';
import type { Database } from '../../ledger/database.ts';
import type { Ledger } from '../../ledger/ledger.ts';
import type { AccountService } from '../accounts/service.ts';
import type { AccountKind } from '#shared/contract/accounts.ts';

const DEFAULTS: Settings = {
  baseCurrency: null,
  theme: 'system',
  locale: null,
  railCollapsed: false,
  fetchRates: false,
  trayIcon: false,
  closeToTray: false,
  startAtLogin: false,
};

export function createSettingsService(ledger: Ledger, accounts: AccountService, changed: (settings: Settings) => void) {
  const get = (): Settings => {
    const rows = ledger.read.sql<{ key: string; value: string }>('SELECT key, value FROM setting').all();
    const stored = Object.fromEntries(rows.map((row) => [row.key, JSON.parse(row.value) as unknown]));
    return settingsSchema.parse({ ...DEFAULTS, ...stored });
  };

  return {
    get,

    async update(patch: Partial<Settings>): Promise<Settings> {
      await ledger.direct((db) => {
        for (const [key, value] of Object.entries(patch)) if (value !== undefined) put(db, key, value);
      });
      const now = get();
      changed(now);
      return now;
    },

    async completeOnboarding(input: {
      baseCurrency: string;
      account: { name: string; kind: AccountKind; openingBalanceMinor: number; openedOn: string | null };
    }) {
      if (get().baseCurrency !== null) {
        throw new DomainError('CONFLICT', 'Saldo is set up already.');
      }
      const { result } = await ledger.commit({ label: `Added account ${input.account.name}` }, (writer) => {
        put(writer.db, 'baseCurrency', input.baseCurrency);
        return accounts.insert(writer, { ...input.account, currency: input.baseCurrency, institution: null });
      });
      return { accountId: idFromBytes(result) };
    },
  };
}

export type SettingsService = ReturnType<typeof createSettingsService>;

function put(db: Database, key: string, value: unknown): void {
  db.sql('INSERT INTO setting (key, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value').run(
    key,
    JSON.stringify(value),
  );
}
