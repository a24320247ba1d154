/** The words of a simple command as our scripts write them: bare, in single quotes, or with backslashes. */
export function shellWords(line: string): string[] {
  const words = line.replace(/\s#.*$/, '').match(/(?:'[^']*'|"[^"]*"|\\.|[^\s'"\\])+/g) ?? [];
  return words.map((word) =>
    word.replace(/'([^']*)'|"([^"]*)"|\\(.)/g, (_, single?: string, double?: string, one?: string) => {
      return single ?? double ?? one ?? '';
    }),
  );
}

/** A command's words in an order that is the same whatever the order of its flags, `--a b` like `--a=b`. */
export function commandName(line: string): string {
  const all = shellWords(line);
  const cut = all.indexOf('--');
  const own = cut < 0 ? all : all.slice(0, cut);
  const isFlag = (word: string | undefined): boolean => word?.startsWith('--') ?? false;
  const isValue = (index: number): boolean => isFlag(own[index - 1]) && !own[index - 1]?.includes('=');
  const flags = own.flatMap((word, index) => {
    if (!isFlag(word)) return [];
    return [word.includes('=') || isFlag(own[index + 1]) || !own[index + 1] ? word : `${word}=${own[index + 1]}`];
  });
  const operands = own.filter((word, index) => !isFlag(word) && !isValue(index));
  return [...operands, ...flags.sort(), ...all.slice(own.length)].join(' ');
}
