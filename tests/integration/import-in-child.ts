/** Imports a large file into the folder given, telling its parent how far it is. Run by import-killed.test.ts. */
import { createApp } from '../../src/core/create-app.ts';
import { statementFile } from '../../bench/statement-file.ts';
import { testPorts } from './ports-fixture.ts';

const [folder = '', rows = '0'] = process.argv.slice(2);
const app = await createApp(testPorts(folder));
void (async () => {
  for await (const event of app.services.subscribe(undefined)) {
    if (event.kind === 'import-progress' && event.phase === 'saving') process.stdout.write(`${event.done}\n`);
  }
})();
const accountId = app.services.accounts.list()[0]?.id ?? null;
const { importId } = await app.services.imports.open({ name: 'bank.csv', bytes: statementFile(Number(rows)) }, accountId);
await app.services.imports.commit(importId);
process.stdout.write('done\n');
