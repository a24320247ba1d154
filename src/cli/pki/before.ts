const hours = { h: 1, d: 24 } as const;

/** The instant that `--before 30d` or `--before 12h` stands for; null where it isn't given, undefined for other words. */
export function readBefore(text: string | undefined, now: Date): Date | null | undefined {
  if (text === undefined) return null;
  const [, count, unit] = /^(\d{1,5})([dh])$/.exec(text) ?? [];
  if (count === undefined) return undefined;
  return new Date(now.getTime() + Number(count) * hours[unit as keyof typeof hours] * 3_600_000);
}

export const beforeMistake = '--before takes a number of days or hours, for example 30d or 12h';
