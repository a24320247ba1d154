/** The numbers in a list of lines, as in `37-46, 51`. */
export function lineNumbers(lines: number | string): number[] {
  return `${lines}`.split(', ').flatMap((range) => {
    const [first, last = first] = range.split('-').map(Number) as [number, number?];
    return Array.from({ length: last - first + 1 }, (_, index) => first + index);
  });
}

/**
 * What is wrong with an account of lines: those of the blocks that nothing or more than one entry accounts for, and
 * entries that are partly in a block and partly in the text around it.
 */
export function accountFlaws(blocks: number | string, entries: readonly { lines: number | string }[]): string[] {
  const inBlocks = new Set(lineNumbers(blocks));
  const times = new Map<number, number>();
  const torn: string[] = [];
  for (const { lines } of entries) {
    const numbers = lineNumbers(lines);
    const inside = numbers.filter((line) => inBlocks.has(line));
    if (inside.length !== 0 && inside.length !== numbers.length)
      torn.push(`${lines} is partly outside the code blocks`);
    for (const line of inside) times.set(line, (times.get(line) ?? 0) + 1);
  }
  const miscounted = [...inBlocks].flatMap((line) => {
    const count = times.get(line) ?? 0;
    return count === 1 ? [] : [`line ${line} is accounted for ${count} times`];
  });
  return [...torn, ...miscounted];
}
