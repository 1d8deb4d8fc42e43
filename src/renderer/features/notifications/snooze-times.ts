const MORNING = 9;

/** Until when something can be put off, soonest first. */
export function snoozeTimes(now: Date): { name: string; until: Date }[] {
  const inDays = (days: number): Date => new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, MORNING);
  const daysToMonday = (8 - now.getDay()) % 7 || 7;
  return [
    { name: 'In three hours', until: new Date(now.getTime() + 3 * 60 * 60 * 1000) },
    { name: 'Tomorrow', until: inDays(1) },
    ...(daysToMonday > 1 ? [{ name: 'Next Monday', until: inDays(daysToMonday) }] : []),
    ...(daysToMonday === 7 ? [] : [{ name: 'In a week', until: inDays(7) }]),
  ];
}
