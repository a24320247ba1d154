/** Something that is true of a node, in a form in which articles and documents can be compared. */
export interface Statement {
  /** A subject and, after a space, a place in it: `/etc/crictl.yaml runtime-endpoint`, `package socat`. */
  readonly key: string;
  readonly value: unknown;
}

/** The places in a structured value and what is there: `ipam.ranges[0][0].subnet`. */
export function placesOf(value: unknown, prefix = ''): [place: string, value: unknown][] {
  if (Array.isArray(value) && value.some((item) => typeof item === 'object' && item !== null)) {
    return value.flatMap((item, index) => placesOf(...indexed(value, item, index, prefix)));
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value) || Object.keys(value).length === 0) {
    return [[prefix, value]];
  }
  return Object.entries(value).flatMap(([key, item]) => {
    const name = /[. ]/.test(key) ? `"${key}"` : key;
    return placesOf(item, prefix ? `${prefix}.${name}` : name);
  });
}

/** Of several things with names, each goes by its name, for their order says nothing. */
function indexed(list: readonly unknown[], item: unknown, index: number, prefix: string): [unknown, string] {
  if (list.length === 1 || !list.every(isNamed)) return [item, `${prefix}[${index}]`];
  const { name, ...rest } = item as { name: string };
  return [rest, `${prefix}[${name}]`];
}

function isNamed(item: unknown): boolean {
  return typeof item === 'object' && item !== null && typeof (item as { name?: unknown }).name === 'string';
}

/** A value in words that are the same for equal values. */
export function spelled(value: unknown): string {
  return value === undefined || value === null ? 'nothing' : JSON.stringify(value);
}
