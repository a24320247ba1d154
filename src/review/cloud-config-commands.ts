import type { Gathering } from './gathering.js';

const pythonWords = new Map<unknown, string>([
  [true, 'True'],
  [false, 'False'],
  [null, 'None'],
]);

/** A word of a command as Python's str() has it; of lists and mappings in JSON, which is near enough to be read. */
const wordOf = (value: unknown): string =>
  pythonWords.get(value) ?? (typeof value === 'object' ? JSON.stringify(value) : String(value));

/**
 * Adds the commands of `bootcmd` or `runcmd`. What is no text and no list of words ends all of them: cloud-init makes
 * one script of the whole list. Source: cloudinit/util.py, shellify.
 */
export function addCommands(key: 'bootcmd' | 'runcmd', value: unknown, gathering: Gathering): void {
  if (!Array.isArray(value)) {
    gathering.remark(`${key} is not a list, so cloud-init fails there and runs none of it`);
    gathering.setting({ key, value });
    return;
  }
  for (const each of value) {
    // A list entry with nothing behind its dash is passed over.
    if (each === null) continue;
    if (Array.isArray(each)) gathering.command({ when: key, command: each.map(wordOf) });
    else if (typeof each === 'string') gathering.command({ when: key, command: each });
    else {
      const text = wordOf(each);
      const what = typeof each === 'object' ? 'a mapping' : 'no text';
      gathering.remark(`${text} in ${key} is ${what}, so cloud-init fails there and runs none of ${key}: quote it`);
      gathering.command({ when: key, command: text });
    }
  }
}
