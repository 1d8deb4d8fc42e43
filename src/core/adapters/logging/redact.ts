/** Keeps what a log may hold: ids, counts, durations, kinds. Private values are dropped by the name of their field. */

const PRIVATE =
  /amount|minor|balance|payee|merchant|description|note|memo|label|title|name|text|body|iban|account(?!id)|ref$|raw|cells|rows|query|search|secret|token|password|cookie|email|phone/i;

const MAX_TEXT = 2000;
const MAX_DEPTH = 4;

/** A copy without private fields, at any depth. The `error` field becomes its kind and where it was thrown. */
export function redact(fields: Record<string, unknown>): Record<string, unknown> {
  return redactFields(fields, 0);
}

function redactFields(fields: object, depth: number): Record<string, unknown> {
  const kept: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(fields)) {
    if (value instanceof Error) kept[key] = describeError(value);
    else if (!PRIVATE.test(key)) kept[key] = redactValue(value, depth);
  }
  return kept;
}

function redactValue(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return value.slice(0, MAX_TEXT);
  if (value === null || typeof value === 'number' || typeof value === 'boolean') return value;
  if (typeof value === 'bigint') return String(value);
  if (typeof value !== 'object' || depth >= MAX_DEPTH) return undefined;
  if (value instanceof Date) return value.toISOString();
  if (ArrayBuffer.isView(value)) return `${value.byteLength} bytes`;
  if (value instanceof Error) return describeError(value);
  if (Array.isArray(value)) return value.slice(0, 50).map((item) => redactValue(item, depth + 1));
  return redactFields(value, depth + 1);
}

/** Messages of these come from the engine or from the schema; others may quote what a user typed. */
const QUIET_ERRORS = new Set(['TypeError', 'ReferenceError', 'SqliteError']);

function describeError(error: Error): Record<string, unknown> {
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return {
    kind: error.name,
    code,
    message: QUIET_ERRORS.has(error.name) ? error.message : undefined,
    at: frames.slice(0, 12).map((line) => line.trim()),
    cause: error.cause instanceof Error ? describeError(error.cause) : undefined,
  };
}
