/** The value behind keys of a parsed document; undefined where one of them is not there. */
export function fieldOf(value: unknown, ...keys: readonly string[]): unknown {
  return keys.reduce<unknown>(
    (at, key) =>
      typeof at === 'object' && at !== null && Object.hasOwn(at, key) ? at[key as keyof typeof at] : undefined,
    value,
  );
}

/** A field's text, undefined where it has none: numbers count as written. */
export function textOf(value: unknown, ...keys: readonly string[]): string | undefined {
  const field = fieldOf(value, ...keys);
  if (typeof field === 'number' || typeof field === 'boolean') return String(field);
  return typeof field === 'string' && field !== '' ? field : undefined;
}

/** A field's entries; none where it is no list. */
export function listOf(value: unknown, ...keys: readonly string[]): readonly unknown[] {
  const field = fieldOf(value, ...keys);
  return Array.isArray(field) ? field : [];
}

/** The text that base64 stands for, whose lines may be broken; undefined where it is none. */
export function base64Text(text: string): string | undefined {
  try {
    return atob(text.replace(/\s+/g, ''));
  } catch {
    return undefined;
  }
}

/** The facts that are said at all. */
export function said<T extends object>(facts: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}
