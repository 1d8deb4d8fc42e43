import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, describe, expect, it } from 'vitest';
import { addDays, toDayNumber } from '../../src/shared/dates.ts';
import { temporaryFolder } from './ledger-fixture.ts';
import { FIRST_DAY, openWorld, remindersUpTo, seeded, settableClock, showingInto, YEARS_END, ZONES } from './reminder-world.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const noon = (day: string): number => toDayNumber(day) * DAY + 12 * 60 * MINUTE;
const home = process.env['TZ'];

afterEach(() => {
  if (home === undefined) delete process.env['TZ'];
  else process.env['TZ'] = home;
});

/** How many notifications there should be of each bill and day, told from the rules alone. */
function inboxUpTo(day: string): { kind: string; subject: string; due: string; n: number }[] {
  const counts = new Map<string, number>();
  for (const key of remindersUpTo(day).keys()) {
    const about = key.split(' ').slice(0, 3).join(' ');
    counts.set(about, (counts.get(about) ?? 0) + 1);
  }
  return [...counts]
    .map(([about, n]) => {
      const [kind = '', subject = '', due = ''] = about.split(' ');
      return { kind, subject, due, n };
    })
    .sort((a, b) => (`${a.kind} ${a.subject} ${a.due}` < `${b.kind} ${b.subject} ${b.due}` ? -1 : 1));
}

describe('three years of forty bills', () => {
  it.each([1])(
    'reminds of each exactly once through sleeps, crashes, journeys and clocks that are set (seed %i)',
    async (seed) => {
      const random = seeded(seed * 7919);
      const folder = temporaryFolder();
      const shown = join(folder, 'shown.txt');
      const clock = settableClock(noon(FIRST_DAY));
      const between = (least: number, most: number): number => least + Math.floor(random() * (most - least));

      /** Crashes come while the system shows something: after the inbox has it, before that is written down. */
      let crashWhileShowing = false;
      const notifier = showingInto(shown);
      const fragile = {
        notify(...given: Parameters<typeof notifier.notify>): boolean {
          const answer = notifier.notify(...given);
          if (crashWhileShowing) throw new Error('crash');
          return answer;
        },
      };
      let world = openWorld(folder, clock, fragile);
      await world.start();
      let furthest = clock.today();
      const met = { crashes: 0, sleeps: 0, journeys: 0, clocksSet: 0, ticks: 0 };

      while (clock.at < noon(YEARS_END)) {
        const chance = random();
        if (chance < 0.02) {
          process.env['TZ'] = ZONES[between(0, ZONES.length)];
          met.journeys += 1;
        } else if (chance < 0.03) {
          clock.at += between(-2 * 24 * 60, 24 * 60) * MINUTE;
          met.clocksSet += 1;
        }
        const kind = random();
        const minutes = kind < 0.5 ? between(1, 60) : kind < 0.97 ? between(60, 30 * 60) : between(2, 45) * 24 * 60;
        if (minutes > 2 * 24 * 60) met.sleeps += 1;
        clock.at += minutes * MINUTE;
        crashWhileShowing = random() < 0.05;
        let crashed = crashWhileShowing && (await world.tick().then(() => false, () => true));
        if (!crashWhileShowing) await world.tick();
        crashWhileShowing = false;
        met.ticks += 1;
        if (!crashed && random() < 0.03) crashed = true;
        if (crashed) {
          met.crashes += 1;
          world.close();
          world = openWorld(folder, clock, fragile);
          await world.start();
        }
        if (clock.today() > furthest) furthest = clock.today();
      }
      process.env['TZ'] = 'UTC';
      for (let tries = 0; tries < 3; tries++) {
        clock.at += 20 * MINUTE;
        await world.tick();
      }
      if (clock.today() > furthest) furthest = clock.today();

      const expected = remindersUpTo(furthest);
      expect(world.reminders()).toEqual([...expected.keys()].sort());
      expect(world.inbox()).toEqual(inboxUpTo(furthest));
      expect(expected.size).toBeGreaterThan(2500);
      expect(world.undelivered()).toBe(0);
      expect(readFileSync(shown, 'utf8').length).toBeGreaterThan(0);
      for (const count of Object.values(met)) expect(count).toBeGreaterThan(10);
      expect(world.jobs.list().find((job) => job.name === 'broken')?.failures).toBeGreaterThan(5);
      world.close();
    },
  );

  it('says each reminder on its day, as soon as the app runs, and not before', async () => {
    process.env['TZ'] = 'America/New_York';
    const folder = temporaryFolder();
    const clock = settableClock(noon(FIRST_DAY));
    const world = openWorld(folder, clock, showingInto(join(folder, 'shown.txt')));
    await world.start();
    // Ten months with both changes of summer time among its days.
    for (const end = noon(addDays(FIRST_DAY, 300)); clock.at < end; clock.at += 11 * 60 * MINUTE) {
      await world.tick();
      expect(world.reminders()).toHaveLength(remindersUpTo(clock.today()).size);
    }
    world.close();
  });
});

describe('a process that is killed with SIGKILL', () => {
  /** Runs from that time on and kills it after so many ticks; answers the time it reached, or null when it was done. */
  async function live(folder: string, from: number, to: number, seed: number, ticks: number): Promise<number | null> {
    const child = spawn(process.execPath, ['tests/integration/remind-in-child.ts', folder, String(from), String(to), String(seed)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let reached: number | null = from;
    let seen = 0;
    for await (const line of createInterface({ input: child.stdout })) {
      if (line === 'done') {
        reached = null;
        break;
      }
      reached = Number(line);
      seen += 1;
      if (seen === ticks) {
        // Somewhere within the next tick.
        await new Promise((resolve) => setTimeout(resolve, (seed * 37) % 11));
        child.kill('SIGKILL');
        break;
      }
    }
    if (child.exitCode === null && child.signalCode === null) await new Promise((resolve) => child.once('exit', resolve));
    return reached;
  }

  it('loses no reminder and says none twice', async () => {
    const folder = temporaryFolder();
    const end = noon(addDays(FIRST_DAY, 400));
    const random = seeded(99);
    let kills = 0;
    for (let at: number | null = noon(FIRST_DAY), run = 1; at !== null; run++) {
      const reached: number | null = await live(folder, at, end, run, 10 + Math.floor(random() * 60));
      if (reached !== null) kills += 1;
      // A little before where it was: the machine starts with the clock it has.
      at = reached === null ? null : reached + 5 * MINUTE;
    }
    process.env['TZ'] = 'UTC';
    const clock = settableClock(end + DAY);
    const world = openWorld(folder, clock, showingInto(join(folder, 'shown.txt')));
    await world.start();
    await world.tick();
    const expected = remindersUpTo(clock.today());
    const furthestEast = remindersUpTo(addDays(clock.today(), 1));
    const told = world.reminders();
    expect(told.length).toBe(new Set(told).size);
    expect([...expected.keys()].filter((key) => !told.includes(key))).toEqual([]);
    expect(told.filter((key) => !furthestEast.has(key))).toEqual([]);
    expect(world.inbox().reduce((sum, { n }) => sum + n, 0)).toBe(told.length);
    expect(world.undelivered()).toBe(0);
    expect(kills).toBeGreaterThanOrEqual(6);
    world.close();
  });
});
