/**
 * The shipped form of a rate history: a JSON line that names the currencies, then one run of variable-length integers.
 * Days are steps from the day before; each currency is a list of runs over those days (how many without a rate, how
 * many with), and its values are steps from the value before. Compressed, 27 years of 41 currencies are small.
 */
import type { RateHistory, RateSeries } from './rate-history.ts';

const FORMAT = 'saldo-rates-1';

interface Header {
  format: string;
  source: string;
  days: number;
  currencies: { code: string; scale: number; runs: number }[];
}

export function packRateHistory(history: RateHistory, source: string): Uint8Array {
  const numbers = integerWriter();
  writeSteps(numbers, history.days);
  const at = new Map([...history.days].map((day, index) => [day, index]));
  const currencies = [...history.series].sort(([a], [b]) => (a < b ? -1 : 1)).map(([code, series]) => {
    const runs = runsOf(series, at);
    for (const [without, withRate] of runs) {
      numbers.write(without);
      numbers.write(withRate);
    }
    writeSteps(numbers, series.values);
    return { code, scale: series.scale, runs: runs.length };
  });
  const header: Header = { format: FORMAT, source, days: history.days.length, currencies };
  const text = new TextEncoder().encode(`${JSON.stringify(header)}\n`);
  const body = numbers.bytes();
  const packed = new Uint8Array(text.length + body.length);
  packed.set(text);
  packed.set(body, text.length);
  return packed;
}

/** Throws a RangeError when the bytes are not what {@link packRateHistory} made. */
export function unpackRateHistory(bytes: Uint8Array): { history: RateHistory; source: string } {
  const end = bytes.indexOf(0x0a);
  const header = JSON.parse(new TextDecoder().decode(bytes.subarray(0, end))) as Header;
  if (header.format !== FORMAT) throw new RangeError('Exchange rates of another format.');
  const read = integerReader(bytes, end + 1);
  const days = Int32Array.from(readSteps(read, header.days));
  const series = new Map<string, RateSeries>();
  for (const { code, scale, runs } of header.currencies) {
    const own: number[] = [];
    let position = 0;
    for (let run = 0; run < runs; run += 1) {
      position += read();
      const until = position + read();
      for (; position < until; position += 1) own.push(days[position] ?? 0);
    }
    series.set(code, { days: Int32Array.from(own), values: readSteps(read, own.length), scale });
  }
  return { history: { days, series }, source: header.source };
}

/** Pairs: so many days without a rate, then so many with. */
function runsOf(series: RateSeries, at: ReadonlyMap<number, number>): [number, number][] {
  const runs: [number, number][] = [];
  let next = 0;
  for (const day of series.days) {
    const index = at.get(day) ?? 0;
    const run = runs.at(-1);
    if (run && index === next) run[1] += 1;
    else runs.push([index - next, 1]);
    next = index + 1;
  }
  return runs;
}

/** Steps between neighbours, with the sign in the lowest bit. */
function writeSteps(numbers: ReturnType<typeof integerWriter>, values: Int32Array | Float64Array): void {
  let before = 0;
  for (const value of values) {
    const step = value - before;
    numbers.write(step < 0 ? -2 * step - 1 : 2 * step);
    before = value;
  }
}

function readSteps(read: () => number, count: number): Float64Array {
  const values = new Float64Array(count);
  let value = 0;
  for (let at = 0; at < count; at += 1) {
    const step = read();
    value += step % 2 === 1 ? -(step + 1) / 2 : step / 2;
    values[at] = value;
  }
  return values;
}

/** Seven bits a byte, lowest first; the eighth says that more follow. */
function integerWriter() {
  const bytes: number[] = [];
  return {
    write(value: number): void {
      let rest = value;
      while (rest >= 0x80) {
        bytes.push((rest % 0x80) + 0x80);
        rest = Math.floor(rest / 0x80);
      }
      bytes.push(rest);
    },
    bytes: () => Uint8Array.from(bytes),
  };
}

function integerReader(bytes: Uint8Array, start: number): () => number {
  let position = start;
  return () => {
    let value = 0;
    let weight = 1;
    for (;;) {
      const byte = bytes[position];
      if (byte === undefined) throw new RangeError('Exchange rates are cut off.');
      position += 1;
      value += (byte & 0x7f) * weight;
      if (byte < 0x80) return value;
      weight *= 0x80;
    }
  };
}
