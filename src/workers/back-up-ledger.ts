/** Worker: writes a copy of the ledger, which takes seconds for a large one. */
import { backUpLedger, type BackupInput, type BackupResult } from '#core/adapters/sqlite/back-up-ledger.ts';
import { defineTask } from '#core/adapters/workers/define-task.ts';

export default defineTask<BackupInput, BackupResult>((input) => backUpLedger(input));
