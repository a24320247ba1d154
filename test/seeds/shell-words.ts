/** The words of a simple command as our scripts write them: bare, in single quotes, or with backslashes. */
export function shellWords(line: string): string[] {
  const words = line.replace(/\s#.*$/, '').match(/(?:'[^']*'|"[^"]*"|\\.|[^\s'"\\])+/g) ?? [];
  return words.map((word) =>
    word.replace(/'([^']*)'|"([^"]*)"|\\(.)/g, (_, single?: string, double?: string, one?: string) => {
      return single ?? double ?? one ?? '';
    }),
  );
}
