/** Whether the day stands before the month in a person's dates (BCP 47); without a locale the system's decides. */
export function isDayFirst(locale: string | null): boolean {
  const parts = new Intl.DateTimeFormat(locale ?? undefined).formatToParts(0).map((part) => part.type);
  return parts.indexOf('day') < parts.indexOf('month');
}
