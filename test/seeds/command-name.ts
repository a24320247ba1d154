import { shellWords } from './shell-words.js';

/** Options that say how a command is run or how its answer is shown, not what it does; some take the next word. */
const manners =
  /^(-ti|-q|-sS|--(request-timeout|max-time|kubeconfig|restart|labels|target-port|timeout)(=.*)?|--namespace=bootwright-verify-.*)$/;
const mannersWithValue = new Set(['-o', '--max-time', '--target-port', '--kubeconfig']);
const short: Readonly<Record<string, string>> = { '-n': '--namespace', '-l': '--selector', '-f': '--filename' };

/**
 * A command in a form that is the same whatever the order of its options, `--a b` like `--a=b`, and however it shows its
 * answer.
 */
export function commandName(line: string): string {
  const all = shellWords(line);
  const cut = all.indexOf('--');
  const own = (cut < 0 ? all : all.slice(0, cut)).map((word) => short[word] ?? word);
  const operands: string[] = [];
  const options: string[] = [];
  for (let index = 0; index < own.length; index += 1) {
    const word = own[index] ?? '';
    const next = own[index + 1];
    const takesNext = takesValue(word) && next !== undefined && !next.startsWith('-');
    if (!manners.test(word) && !mannersWithValue.has(word)) {
      if (!word.startsWith('-')) operands.push(word);
      else options.push(takesNext ? `${word}=${next}` : word);
    }
    if (takesNext) index += 1;
  }
  const words = [...operands, ...options.sort(), ...all.slice(own.length)];
  return words.join(' ').replace(/bootwright-verify-\d+/g, 'bootwright-verify');
}

const alone = /^(-ti|-q|-sS|--head|--force|--command|--ignore-.*|--delete-.*)$/;
const takesValue = (word: string): boolean => word.startsWith('-') && !word.includes('=') && !alone.test(word);
