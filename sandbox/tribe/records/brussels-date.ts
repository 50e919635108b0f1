const brussels = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Europe/Brussels',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  hourCycle: 'h23',
});

function partsIn(moment: Date): { date: string; hour: number } {
  const parts = new Map(brussels.formatToParts(moment).map((part) => [part.type, part.value]));
  return {
    date: `${parts.get('year') ?? ''}-${parts.get('month') ?? ''}-${parts.get('day') ?? ''}`,
    hour: Number(parts.get('hour')),
  };
}

/** The calendar day in Brussels, `YYYY-MM-DD`. */
export function brusselsDate(moment: Date): string {
  return partsIn(moment).date;
}

/** The moment at which a day begins in Brussels: 22:00 or 23:00 UTC of the day before. */
export function brusselsMidnight(date: string): Date {
  const utc = Date.parse(`${date}T00:00:00Z`);
  const offsetHours = partsIn(new Date(utc)).hour;
  return new Date(utc - offsetHours * 3_600_000);
}

/** The day a number of days later, `YYYY-MM-DD`. */
export function daysLater(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}
