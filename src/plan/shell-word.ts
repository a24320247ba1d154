const bare = /^[\w./:@%+,=-]+$/;

/** A value as one word of a shell script: as it is where nothing in it is special, else in single quotes. */
export function shellWord(value: string | number): string {
  const text = String(value);
  return bare.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

/** Values as words of a shell script, a blank between each two. */
export function shellWords(values: readonly (string | number)[]): string {
  return values.map(shellWord).join(' ');
}

const group = /^[\w.-]+$/;

/**
 * Paths as shell words, those of one directory in one brace expansion, in the order given. `spell` writes a file's name
 * in another way, as a word of its own.
 */
export function pathWords(
  paths: readonly string[],
  spell: (path: string, name: string) => string = (_, name) => name,
): { words: string[]; order: string[] } {
  const byDirectory = new Map<string, string[]>();
  for (const path of paths) {
    const cut = path.lastIndexOf('/') + 1;
    const directory = path.slice(0, cut);
    const names = byDirectory.get(directory);
    if (names) names.push(path.slice(cut));
    else byDirectory.set(directory, [path.slice(cut)]);
  }
  const words: string[] = [];
  const order: string[] = [];
  for (const [directory, names] of byDirectory) {
    order.push(...names.map((name) => directory + name));
    const plain = bare.test(directory) && names.every((name) => group.test(name));
    const spelled = names.map((name) => spell(directory + name, name));
    if (plain) words.push(`${directory}${spelled.length > 1 ? `{${spelled}}` : spelled[0]}`);
    else words.push(...names.map((name) => shellWord(directory + name)));
  }
  return { words, order };
}
