/**
 * `npm run -s eval:settle -- FILE.json [--json]`: settles groups written down as JSON (docs/groups.md has the shape) and
 * prints one JSON line a case: balances, what everybody bears of each expense, and the fewest transfers. `--json` is
 * what it does anyway. A case that cannot be settled has an `error`; the rest of the file goes on. Ends with 1 when the
 * file itself cannot be read.
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { settleCase } from '../src/core/domain/groups/settle-case.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'boolean', default: false }, help: { type: 'boolean' } },
});
const file = positionals[0];

if (values.help || file === undefined || positionals.length > 1) {
  console.error('Usage: npm run -s eval:settle -- FILE.json [--json]');
  process.exitCode = values.help ? 0 : 2;
} else {
  const cases = readCases(file);
  for (const [index, input] of (cases ?? []).entries()) console.log(JSON.stringify(settleCase(input, index + 1)));
}

function readCases(path: string): unknown[] | null {
  let parsed: unknown;
  try {
    parsed = JSON.parse(readFileSync(path, 'utf8').replace(/^\uFEFF/, ''));
  } catch (error) {
    const why = error instanceof SyntaxError ? 'it is not JSON' : 'it cannot be opened';
    console.error(`${path} cannot be read: ${why}. Give a JSON file with a list of cases.`);
    process.exitCode = 1;
    return null;
  }
  if (Array.isArray(parsed)) return parsed;
  if (typeof parsed === 'object' && parsed !== null && 'members' in parsed) return [parsed];
  console.error(`${path} holds no list of cases: write […].`);
  process.exitCode = 1;
  return null;
}
