/** The whole core on a real ledger file; only the host's ports are stood in for. */
import { onTestFinished } from 'vitest';
import { createApp, type SaldoApp } from '../../src/core/create-app.ts';
import { temporaryFolder } from './ledger-fixture.ts';
import { testPorts } from './ports-fixture.ts';

export async function openTestApp(folder = temporaryFolder(), today?: string): Promise<SaldoApp & { accountId: string }> {
  const app = await createApp(testPorts(folder, today));
  onTestFinished(() => app.stop());
  const existing = app.services.accounts.list()[0]?.id;
  const accountId =
    existing ??
    (
      await app.services.settings.completeOnboarding({
        baseCurrency: 'EUR',
        account: { name: 'Current', kind: 'checking', openingBalanceMinor: 0, openedOn: null },
      })
    ).accountId;
  return Object.assign(app, { accountId });
}

export function csv(...lines: string[]): { name: string; bytes: Uint8Array } {
  return { name: 'bank.csv', bytes: new TextEncoder().encode(lines.join('\n')) };
}

/** Opens and commits a file; answers what was added. */
export async function importFile(app: SaldoApp & { accountId: string }, file: { name: string; bytes: Uint8Array }) {
  const preview = await app.services.imports.open(file, app.accountId);
  if (preview.counts.included === 0) return { preview, added: 0, changeId: null };
  const { added, changeId } = await app.services.imports.commit(preview.importId);
  return { preview, added, changeId };
}
