/** Times of the clock on the wall, 'HH:MM', where the person is. */

export function wallTime(now: Date): string {
  return `${String(now.getHours()).padStart(2, '0')}:${String(now.getMinutes()).padStart(2, '0')}`;
}

/** From `from` up to, but not at, `to`; over midnight when `to` is the earlier one. Nothing when both are the same. */
export function isWithin(time: string, from: string, to: string): boolean {
  return from <= to ? time >= from && time < to : time >= from || time < to;
}

/** Tomorrow at that time. */
export function tomorrowAt(now: Date, time: string): Date {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1, hours, minutes);
}
