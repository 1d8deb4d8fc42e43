import { useId } from 'react';
import type { MonthDay, ScheduleRule } from '#shared/contract/schedule.ts';
import { dayOf, lastDayOf, monthNumber, monthOf, weekdayOf } from '#shared/dates.ts';
import { describeSchedule } from '#shared/describe-schedule.ts';
import { cx } from './cx.ts';
import { DateField } from './date-field.tsx';
import { Input } from './input.tsx';
import { Select } from './select.tsx';

interface ScheduleFieldProps {
  value: ScheduleRule;
  onChange: (rule: ScheduleRule) => void;
}

type Unit = ScheduleRule['rhythm']['unit'];

const units: { value: Unit; label: string }[] = [
  { value: 'day', label: 'days' },
  { value: 'week', label: 'weeks' },
  { value: 'month', label: 'months' },
  { value: 'year', label: 'years' },
];
const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const shifts = [
  { value: 'none', label: 'on that day' },
  { value: 'next', label: 'on the next business day' },
  { value: 'previous', label: 'on the business day before' },
] as const;
const ends = [
  { value: 'never', label: 'for ever' },
  { value: 'times', label: 'a number of times' },
  { value: 'until', label: 'until a day' },
] as const;

/** When something recurs: every rhythm that a rule can say, with the sentence it makes below. */
export function ScheduleField({ value, onChange }: ScheduleFieldProps) {
  const id = useId();
  const { rhythm, start, shift, end } = value;
  const set = (part: Partial<ScheduleRule>) => onChange({ ...value, ...part });
  return (
    <fieldset className="flex flex-col gap-2.5">
      <legend className="sr-only">When</legend>
      <div className="flex flex-wrap items-center gap-2">
        <label htmlFor={`${id}-start`}>From</label>
        <DateField
          id={`${id}-start`}
          className="w-32!"
          value={start}
          onChange={(next) => next && set({ start: next, rhythm: movedTo(rhythm, next) })}
        />
        <label htmlFor={`${id}-every`}>every</label>
        <Input
          id={`${id}-every`}
          type="number"
          min={1}
          max={999}
          className="w-16!"
          value={String(rhythm.every)}
          onChange={(event) => {
            const every = Number(event.target.value);
            if (Number.isInteger(every) && every >= 1 && every <= 999) set({ rhythm: { ...rhythm, every } });
          }}
        />
        <Select
          aria-label="Unit"
          className="w-28"
          value={rhythm.unit}
          onChange={(unit) => set({ rhythm: rhythmOf(unit, rhythm.every, start) })}
          options={units}
        />
      </div>
      {rhythm.unit === 'week' && (
        <div role="group" aria-label="Weekdays" className="flex gap-1">
          {weekdays.map((name, at) => {
            const day = at + 1;
            const chosen = rhythm.weekdays.length === 0 ? weekdayOf(start) === day : rhythm.weekdays.includes(day);
            return (
              <button
                key={name}
                type="button"
                aria-pressed={chosen}
                className={cx(
                  'h-7 min-w-11 rounded-control border px-2',
                  chosen ? 'border-accent bg-accent-soft text-ink' : 'border-line text-muted hover:bg-hover',
                )}
                onClick={() => {
                  const before = rhythm.weekdays.length === 0 ? [weekdayOf(start)] : rhythm.weekdays;
                  const next = chosen ? before.filter((each) => each !== day) : [...before, day];
                  if (next.length > 0) set({ rhythm: { ...rhythm, weekdays: next.sort() } });
                }}
              >
                {name}
              </button>
            );
          })}
        </div>
      )}
      {(rhythm.unit === 'month' || rhythm.unit === 'year') && (
        <Select
          aria-label="Day of the month"
          value={keyOf(rhythm.by)}
          onChange={(key) => {
            const by = daysLike(start).find((each) => keyOf(each) === key) ?? rhythm.by;
            set({ rhythm: rhythm.unit === 'month' ? { ...rhythm, by } : { ...rhythm, by } });
          }}
          options={[...new Map([...daysLike(start), rhythm.by].map((by) => [keyOf(by), by])).entries()].map(([key, by]) => ({
            value: key,
            label: wordsOf(by, rhythm),
          }))}
        />
      )}
      <div className="flex flex-wrap items-center gap-2">
        <label htmlFor={`${id}-shift`}>On a weekend</label>
        <Select id={`${id}-shift`} className="w-56" value={shift} onChange={(next) => set({ shift: next })} options={shifts} />
      </div>
      <div className="flex flex-wrap items-center gap-2">
        <label htmlFor={`${id}-end`}>It goes on</label>
        <Select
          id={`${id}-end`}
          className="w-44"
          value={end.kind}
          onChange={(kind) =>
            set({ end: kind === 'times' ? { kind, times: 12 } : kind === 'until' ? { kind, date: start } : { kind } })
          }
          options={ends}
        />
        {end.kind === 'times' && (
          <Input
            aria-label="Times"
            type="number"
            min={1}
            className="w-20!"
            value={String(end.times)}
            onChange={(event) => {
              const times = Number(event.target.value);
              if (Number.isInteger(times) && times >= 1 && times <= 9_999) set({ end: { kind: 'times', times } });
            }}
          />
        )}
        {end.kind === 'until' && (
          <DateField
            aria-label="Last day"
            className="w-32!"
            value={end.date}
            onChange={(date) => date && set({ end: { kind: 'until', date } })}
          />
        )}
      </div>
      <p className="text-small text-muted" aria-live="polite">
        {describeSchedule(value)}
      </p>
    </fieldset>
  );
}

/** The days of a month that a date can stand for: its number, the last day, its weekday counted from either end. */
function daysLike(date: string): MonthDay[] {
  const weekday = weekdayOf(date);
  const nth = Math.ceil(dayOf(date) / 7);
  const last = dayOf(lastDayOf(monthOf(date)));
  return [
    { on: 'day', day: dayOf(date) },
    ...(dayOf(date) >= 28 ? [{ on: 'last-day' } as const] : []),
    { on: 'weekday', nth, weekday },
    ...(dayOf(date) + 7 > last ? [{ on: 'weekday', nth: -1, weekday } as const] : []),
  ];
}

function rhythmOf(unit: Unit, every: number, start: string): ScheduleRule['rhythm'] {
  if (unit === 'day') return { unit, every };
  if (unit === 'week') return { unit, every, weekdays: [weekdayOf(start)] };
  const by: MonthDay = { on: 'day', day: dayOf(start) };
  return unit === 'month' ? { unit, every, by } : { unit, every, month: monthNumber(start), by };
}

/** The same rhythm from another first day: what was meant by its day follows it. */
function movedTo(rhythm: ScheduleRule['rhythm'], start: string): ScheduleRule['rhythm'] {
  if (rhythm.unit === 'day') return rhythm;
  if (rhythm.unit === 'week') return rhythm.weekdays.length > 1 ? rhythm : rhythmOf('week', rhythm.every, start);
  if (rhythm.by.on === 'last-day') return rhythm.unit === 'year' ? { ...rhythm, month: monthNumber(start) } : rhythm;
  const by = daysLike(start).find(({ on }) => on === rhythm.by.on) ?? { on: 'day' as const, day: dayOf(start) };
  return rhythm.unit === 'month' ? { ...rhythm, by } : { ...rhythm, by, month: monthNumber(start) };
}

function keyOf(by: MonthDay): string {
  return by.on === 'day' ? `day-${by.day}` : by.on === 'last-day' ? 'last' : `weekday-${by.nth}-${by.weekday}`;
}

function wordsOf(by: MonthDay, rhythm: ScheduleRule['rhythm']): string {
  const rule: ScheduleRule = {
    start: '2000-01-01',
    rhythm: { unit: 'month', every: 1, by },
    shift: 'none',
    end: { kind: 'never' },
  };
  const words = describeSchedule(rule).replace(/^every month /, '');
  return rhythm.unit === 'year' ? `${words}, once a year` : words;
}
