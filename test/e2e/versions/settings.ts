/** What was asked for and isn't so, a line each: every value of `asked` must be at the same place in `shown`. */
export function differences(asked: unknown, shown: unknown, place = ''): readonly string[] {
  if (isTree(asked) && isTree(shown)) {
    return Object.entries(asked).flatMap(([key, value]) => differences(value, shown[key], `${place}.${key}`));
  }
  if (Array.isArray(asked) && Array.isArray(shown) && asked.length === shown.length) {
    return asked.flatMap((value, index) => differences(value, shown[index], `${place}[${index}]`));
  }
  if (plain(asked) === plain(shown)) return [];
  return [`${place.slice(1)}: asked ${JSON.stringify(asked)}, shown ${JSON.stringify(shown)}`];
}

/** How many single values there are. */
export function countOf(settings: unknown): number {
  if (typeof settings !== 'object' || settings === null) return 1;
  return Object.values(settings).reduce((sum: number, value: unknown) => sum + countOf(value), 0);
}

function isTree(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const seconds: Readonly<Record<string, number>> = { h: 3600, m: 60, s: 1, ms: 1e-3 };

/** Go writes 15m as 15m0s. */
function plain(value: unknown): string {
  const text = typeof value === 'string' && /^(\d+(h|m|s|ms))+$/.test(value) ? value : undefined;
  if (text === undefined) return JSON.stringify(value) ?? 'nothing';
  const parts = [...text.matchAll(/(\d+)(h|ms|m|s)/g)];
  return `${parts.reduce((sum, [, count, unit]) => sum + Number(count) * (seconds[unit ?? ''] ?? 0), 0)} s`;
}
