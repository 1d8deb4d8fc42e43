/** A rule as a person says it: "every 2 weeks on Monday and Friday, until 2027-03-01". */
import type { MonthDay, ScheduleRule } from './contract/schedule.ts';

const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
const counted = ['', 'first', 'second', 'third', 'fourth', 'fifth'];

export function describeSchedule({ rhythm, shift, end }: ScheduleRule): string {
  const parts = [rhythm.every === 1 ? `every ${rhythm.unit}` : `every ${rhythm.every} ${rhythm.unit}s`];
  if (rhythm.unit === 'week' && rhythm.weekdays.length > 0) {
    const names = [...new Set(rhythm.weekdays)].sort().map((day) => weekdays[day - 1] ?? '');
    parts.push(`on ${names.length < 2 ? names.join() : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`}`);
  }
  if (rhythm.unit === 'month') parts.push(`on ${dayWords(rhythm.by)}`);
  if (rhythm.unit === 'year') parts.push(`on ${dayWords(rhythm.by)} of ${months[rhythm.month - 1]}`);
  let sentence = parts.join(' ');
  if (shift !== 'none') sentence += `, or the business day ${shift === 'next' ? 'after' : 'before'}`;
  if (end.kind === 'times') sentence += end.times === 1 ? ', once' : `, ${end.times} times`;
  if (end.kind === 'until') sentence += `, until ${end.date}`;
  return sentence;
}

function dayWords(by: MonthDay): string {
  if (by.on === 'last-day') return 'the last day';
  if (by.on === 'weekday') return `the ${by.nth === -1 ? 'last' : counted[by.nth]} ${weekdays[by.weekday - 1]}`;
  const teens = by.day > 10 && by.day < 14;
  return `the ${by.day}${teens ? 'th' : (['th', 'st', 'nd', 'rd'][by.day % 10] ?? 'th')}`;
}
