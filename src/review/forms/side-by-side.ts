/** A row of two columns: a line before and a line after, null where there is none. */
export interface Row {
  readonly old: string | null;
  readonly now: string | null;
  readonly kind: 'same' | 'changed' | 'gap';
}

/** A unified diff as rows: what was taken away stands beside what came in its place. */
export function sideBySide(diff: string): Row[] {
  const rows: Row[] = [];
  let [taken, added]: [string[], string[]] = [[], []];
  const flush = (): void => {
    for (let at = 0; at < Math.max(taken.length, added.length); at += 1)
      rows.push({ old: taken[at] ?? null, now: added[at] ?? null, kind: 'changed' });
    [taken, added] = [[], []];
  };
  for (const line of diff.split('\n').filter((each) => !/^(?:---|\+\+\+) /.test(each) && each !== '')) {
    const rest = line.slice(1);
    if (line.startsWith('-')) taken.push(rest);
    else if (line.startsWith('+')) added.push(rest);
    else {
      flush();
      if (line.startsWith('@@')) rows.push({ old: line, now: null, kind: 'gap' });
      else if (line.startsWith(' ')) rows.push({ old: rest, now: rest, kind: 'same' });
    }
  }
  flush();
  return rows;
}
