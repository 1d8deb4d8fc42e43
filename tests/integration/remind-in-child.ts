/**
 * Lives through the days of the folder given, telling its parent each minute of its clock that it reached; killed at any
 * moment. `remind-in-child.ts FOLDER FROM_MS TO_MS SEED`. Run by reminder-simulation.test.ts.
 */
import { join } from 'node:path';
import { openWorld, seeded, settableClock, showingInto, ZONES } from './reminder-world.ts';

const [folder = '', from = '0', to = '0', seed = '1'] = process.argv.slice(2);
const random = seeded(Number(seed));
const clock = settableClock(Number(from));
const world = openWorld(folder, clock, showingInto(join(folder, 'shown.txt')));
await world.start();
while (clock.at < Number(to)) {
  if (random() < 0.05) process.env['TZ'] = ZONES[Math.floor(random() * ZONES.length)];
  await world.tick();
  process.stdout.write(`${clock.at}\n`);
  clock.at += Math.ceil(random() * 36 * 60) * 60_000;
}
process.stdout.write('done\n');
