import { type CommandShape, commandShapes } from './command-shapes.js';
import { isOption, isPlainValue } from './plain-values.js';
import { characters, type Scan } from './scan.js';
import { secretNamed } from './secret-names.js';
import { type Command, type Word, wordsAt } from './words.js';

const programs = new Map<string, CommandShape[]>();
for (const shape of commandShapes)
  for (const program of shape.programs) programs.set(program, [...(programs.get(program) ?? []), shape]);

/** How words begin, and how long they are, that may be programs: most are none, and need no more looks. */
const beginnings = new Set<number>();
const beginning = (code: number, length: number): number => code * 256 + length;

const printers = new Set(['echo', 'printf', 'print', 'cat', 'tee', 'install']);
const programSet = characters('A-Za-z0-9_-');
for (const name of [...programs.keys(), ...printers]) beginnings.add(beginning(name.charCodeAt(0), name.length));

function hideWord(scan: Scan, id: string, word: Word | undefined, name = ''): void {
  if (word !== undefined && !isPlainValue(word.text, name) && !isOption(word.text)) scan.add(id, word.start, word.end);
}

/** Of `USER:PASSWORD` what stands behind the first colon, or the per cent sign of Samba. */
function hideUser(scan: Scan, id: string, word: Word | undefined, sign: RegExp): void {
  const at = word?.text.search(sign) ?? -1;
  if (word && at >= 0) hideWord(scan, id, { text: word.text.slice(at + 1), start: word.start + at + 1, end: word.end });
}

/** A word's text behind so many characters: of `-pPASSWORD`, `--user=U:P`. */
const behind = ({ text, start, end }: Word, length: number): Word => ({
  text: text.slice(length),
  start: start + length,
  end,
});

/** Of `NAME=VALUE` the value. */
const hideLiteral = (scan: Scan, id: string, word: Word | undefined): void => hideUser(scan, id, word, /=/);

function hideOptions(scan: Scan, shape: CommandShape, words: readonly Word[]): void {
  const sign = shape.id === 'samba' ? /%/ : /:/;
  words.forEach((word, at) => {
    const next = words[at + 1];
    if (shape.options?.includes(word.text)) hideWord(scan, shape.id, withoutPrefix(next));
    if (shape.users?.includes(word.text)) hideUser(scan, shape.id, next, sign);
    const user = shape.users?.find((option) => word.text.startsWith(option.startsWith('--') ? `${option}=` : option));
    if (user !== undefined) hideUser(scan, shape.id, behind(word, user.length), sign);
    const literal = shape.literals?.find((each) => word.text === each || word.text.startsWith(`${each}=`));
    if (literal !== undefined)
      hideLiteral(scan, shape.id, word.text === literal ? next : behind(word, literal.length + 1));
    const option = shape.options?.find((each) => word.text.startsWith(`${each}=`));
    if (option !== undefined) hideWord(scan, shape.id, behind(word, option.length + 1));
    const letter = shape.attached?.find((each) => word.text.startsWith(each) && word.text.length > each.length);
    if (letter !== undefined) hideWord(scan, shape.id, behind(word, letter.length));
  });
}

/** openssl's `pass:PASSWORD`, where the others name a file, a variable or a descriptor. */
function withoutPrefix(word: Word | undefined): Word | undefined {
  if (word === undefined || /^(?:file|env|fd):/.test(word.text) || word.text === 'stdin') return undefined;
  return word.text.startsWith('pass:') ? behind(word, 5) : word;
}

function hideOperand(scan: Scan, { id, operand }: CommandShape, words: readonly Word[]): void {
  if (!operand || (operand.with && !words.some(({ text }) => operand.with?.test(text)))) return;
  const operands = words.slice(1).filter(({ text }) => !isOption(text));
  if (operands.length >= operand.least) hideWord(scan, id, operands.at(operand.at < 0 ? operand.at : operand.at - 1));
}

/** `… set NAME VALUE`, where the name is a word of its own. */
function hideNamed(scan: Scan, words: readonly Word[]): void {
  words.forEach(({ text }, at) => {
    const next = words[at + 1];
    if (at > 0 && !text.startsWith('-') && secretNamed(text) && next) {
      // iscsiadm -n NAME -v VALUE
      hideWord(scan, 'set-value', next.text === '-v' ? words[at + 2] : next, text);
    }
  });
}

function readsSecret(words: readonly Word[]): CommandShape | undefined {
  const at = words.findIndex(({ text }) => programs.has(baseName(text)));
  const program = baseName(words[at]?.text ?? '');
  return programs
    .get(program)
    ?.find(
      ({ input, verbs }) =>
        (input === true
          ? verbs === undefined || words.some(({ text }) => verbs.includes(text) || verbs.includes(program))
          : false) ||
        (input instanceof RegExp && words.some(({ text }) => input.test(text))),
    );
}

const baseName = (text: string): string => text.slice(text.lastIndexOf('/') + 1);

/** Whether what is written to a file is secret, by the file's name: `> /etc/app/db-password`. */
function writesSecret(words: readonly Word[]): boolean {
  const at = words.findIndex(({ text }) => /^\d?>{1,2}/.test(text) || text === 'tee');
  if (at < 0) return false;
  const own = (words[at]?.text ?? '').replace(/^\d?>{1,2}|^tee$/, '');
  const file = own === '' ? (words.slice(at + 1).find(({ text }) => !text.startsWith('-'))?.text ?? '') : own;
  return /\/secrets?\//.test(file) || secretNamed(baseName(file).replace(/\.(?:txt|conf)$/, '')) !== undefined;
}

/** Hides what is put into a command: `<<< WORD`, `<<EOF`. */
function hideInput(scan: Scan, id: string, { words, end }: Command): number {
  const { text } = scan;
  const here = words.findIndex((word) => word.text.startsWith('<<<'));
  if (here >= 0) {
    const word = words[here] as Word;
    hideWord(scan, id, word.text === '<<<' ? words[here + 1] : { ...behind(word, 3), ...unquoted(behind(word, 3)) });
  }
  const mark = words
    .map((word) => /^<<-?["'\\]{0,2}(\w{1,40})/.exec(word.text)?.[1])
    .find((each) => each !== undefined);
  if (mark === undefined) return end;
  const line = scan.lineEnd(end);
  for (let at = line + 1; at < text.length; ) {
    const next = scan.lineEnd(at);
    if (text.slice(at, Math.min(next, at + 120)).trim() === mark) return next;
    if (text.slice(at, next).trim() !== '')
      hideWord(scan, id, { text: text.slice(at, next).trim(), start: scan.run(at, blanks), end: next });
    at = next + 1;
  }
  return text.length;
}

const blanks = characters(' \t');

function unquoted({ text, start, end }: Word): Word {
  const quote = /^["']/.test(text) ? 1 : 0;
  return { text: text.slice(quote), start: start + quote, end };
}

/** What a printer prints, where a program behind a pipe or a file with a name of its own takes it as a secret. */
function hidePrinted(scan: Scan, command: Command): number {
  const { text } = scan;
  const { words } = command;
  let taker = writesSecret(words) ? 'secret-file' : undefined;
  let { end } = command;
  for (let pipes = 0; pipes < 4 && text[end] === '|' && text[end + 1] !== '|'; pipes += 1) {
    const next = wordsAt(scan, end + 1);
    taker ??=
      readsSecret(next.words)?.id ??
      (next.words[0]?.text === 'tee' && writesSecret(next.words) ? 'secret-file' : undefined);
    end = next.end;
  }
  if (taker === undefined) return command.end;
  const stop = words.findIndex((word) => /^\d?[<>]/.test(word.text));
  for (const word of words.slice(1, stop < 0 ? undefined : stop))
    if (!/^-[a-zA-Z]$/.test(word.text) && !/^(?:%s\\?n?){1,4}$/.test(word.text)) hideWord(scan, taker, word);
  return hideInput(scan, taker, command);
}

function hideIn(scan: Scan, program: string, command: Command): number {
  const { words } = command;
  const shapes = programs.get(program) ?? [];
  for (const shape of shapes) {
    if (shape.verbs && shape.verbs.length > 0 && !words.some(({ text }) => shape.verbs?.includes(text))) continue;
    hideOptions(scan, shape, words);
    hideOperand(scan, shape, words);
    if (shape.id === 'set-value') hideNamed(scan, words);
  }
  const reader = readsSecret(words);
  return reader ? hideInput(scan, reader.id, command) : command.end;
}

/** Finds secrets among the words of commands: each command is read once, from its program on. */
export function findCommands(scan: Scan): void {
  const { text } = scan;
  for (let at = scan.until(0, programSet); at < text.length; ) {
    const end = scan.run(at, programSet);
    const name = beginnings.has(beginning(text.charCodeAt(at), end - at)) ? text.slice(at, end) : '';
    let next = end;
    if ((programs.has(name) || printers.has(name)) && isWordEnd(text, at, end)) {
      const command = wordsAt(scan, at);
      next = Math.max(end, printers.has(name) ? hidePrinted(scan, command) : hideIn(scan, name, command));
    }
    at = scan.until(next, programSet);
  }
}

/** Whether a name stands as a word: not in a path's middle, not as another's part. */
function isWordEnd(text: string, start: number, end: number): boolean {
  return /[\s"',\\]|^$/.test(text[end] ?? '') && /[\s"'`(/;|&[{@=-]|^$/.test(text[start - 1] ?? '');
}
