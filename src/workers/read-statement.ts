/** Worker: reads a bank's file into columns. */
import { defineTask } from '#core/adapters/workers/define-task.ts';
import type { ReadStatementInput, ReadStatementResult } from '#core/statements/read-result.ts';
import { readStatement } from '#core/statements/read-statement.ts';

export default defineTask<ReadStatementInput, ReadStatementResult>((input, onProgress) =>
  readStatement(input, { onProgress }),
);
