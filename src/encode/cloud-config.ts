import {
  type CreateNodeOptions,
  type DocumentOptions,
  Scalar,
  Schema,
  type SchemaOptions,
  stringify,
  type ToStringOptions,
} from 'yaml';
import { memoryOf } from '../plan/memory.js';
import type { NodePlan, PlannedFile } from '../plan/node-plan.js';
import { isPlainWord, needsQuotes, quotedStrings } from '../plan/yaml-strings.js';
import { packedContent } from './pack.js';

/** A first line that is indented needs an indentation indicator, which the `yaml` package writes for an indent of 2 only. */
const indented = /^\n* /;

const quotedString = quotedStrings((text) => indented.test(text) || needsQuotes(text));

const options: DocumentOptions & SchemaOptions & CreateNodeOptions & ToStringOptions = {
  version: '1.1',
  // Made once: it costs more than what it is used for.
  schema: new Schema({ schema: 'yaml-1.1', resolveKnownTags: false, customTags: (tags) => [quotedString, ...tags] }),
  // A document has a byte limit, and half of its lines are indented for nothing but YAML.
  indent: 1,
  lineWidth: 0,
  aliasDuplicateObjects: false,
  blockQuote: 'literal',
};

/**
 * The first boot's cure for cloud-init's own gap: it marks a module as done before it runs, so a power cut inside
 * write_files or runcmd would leave it undone for ever. bootcmd runs first, at every boot: until this very user-data has
 * made this instance ready, which the install notes as a digest, it takes those marks away, and cloud-init does its work
 * again. The marks of the ssh modules stay: host keys must not change. Where a cut has left empty ones, sshd would never
 * start again, so they are made before it does.
 */
const unmark =
  '(cd /var/lib/cloud/instance || exit; cat user-data.txt ../../data/instance-id | sha256sum | cmp -s - /var/lib/bootwright/seed || rm -f sem/config_write* sem/config_runcmd* sem/config_scripts?user*)';
const remakeHostKeys = '[ -z "$(find /etc/ssh -name "ssh_host_*" -empty -print -delete)" ] || ssh-keygen -A';

const bootcmd = stringify({ bootcmd: [unmark, remakeHostKeys] }, { ...options, indentSeq: false });

/** Text of several lines as such from the start: the package would try a plain scalar first, and read all of it. */
function asText(content: string): Scalar<string> {
  const scalar = new Scalar(content);
  if (content.endsWith('\n')) scalar.type = Scalar.BLOCK_LITERAL;
  return scalar;
}

/** YAML of the same kind for what a document is wrapped in: a text of several lines stands in it as it is. */
export function literalYaml(value: Readonly<Record<string, unknown>>): string {
  const literal = (node: unknown): unknown => {
    if (typeof node === 'string') return node.includes('\n') ? asText(node) : node;
    if (Array.isArray(node)) return node.map(literal);
    if (typeof node !== 'object' || node === null) return node;
    return Object.fromEntries(Object.entries(node).map(([key, below]) => [key, literal(below)]));
  };
  return stringify(literal(value), options);
}

/** Text that a literal block holds as it is: printable ASCII that begins with no blank and ends with one line's end. */
const literal = /^[!-~](?:[\n -~]*[ -~])?\n$/;

/** Lines set in by so many blanks, empty ones as they are. */
const setIn = (text: string, blanks: string): string => text.replace(/^(?=.)/gm, blanks);

/** One entry of write_files. The dash is on a line of its own: a file's lines then need two blanks before them, not three. */
function encodedEntry({ path, mode, content }: PlannedFile, isPacked: boolean): string {
  // cloud-init's own default is 0644; as a number a mode would be read in the wrong base.
  const permissions = mode === 0o644 ? {} : { permissions: mode.toString(8).padStart(4, '0') };
  const stringified = (rest: Readonly<Record<string, unknown>>): string =>
    `-\n${setIn(stringify({ path, ...permissions, ...rest }, options), ' ')}`;
  if (isPacked) return stringified({ encoding: 'gz+b64', content: packedContent(content) });
  if (!isPlainWord(path) || !literal.test(content)) return stringified({ content: asText(content) });
  const second = permissions.permissions === undefined ? '' : ` permissions: "${permissions.permissions}"\n`;
  return `-\n path: ${path}\n${second} content: |\n${setIn(content, '  ')}`;
}

const plain = memoryOf((file: PlannedFile) => encodedEntry(file, false));
const packed = new WeakMap<PlannedFile, string>();

/** The same, once for files that many nodes share; a packed one is so dear that it is kept as long as its file. */
function entry(file: PlannedFile, isPacked = false): string {
  if (!isPacked) return plain.of(file);
  const text = packed.get(file) ?? encodedEntry(file, true);
  packed.set(file, text);
  return text;
}

/** cloud-init knows the status of the last command only: none of the user's may hide that ours has failed. */
function startCommand({ firstBootUnit, parts }: NodePlan): string | string[] {
  const words = ['systemctl', 'enable', '--now', firstBootUnit];
  return parts.length > 0 ? `${words.join(' ')} || exit` : words;
}

const runcmds = new Map<string, string>();

/** The last lines: the same for all nodes of a cluster, so written once. */
function runcmd(plan: NodePlan): string {
  const command = startCommand(plan);
  const known = runcmds.get(String(command));
  if (known !== undefined) return known;
  const text = `runcmd:\n- ${stringify(command, { ...options, collectionStyle: 'flow' })}`;
  runcmds.set(String(command), text);
  return text;
}

/**
 * A plan as cloud-init user-data: every file, and one command that starts the first boot's unit and waits for it. The
 * files in `toPack` are written compressed; all others as they are.
 */
export function encodeCloudConfig(plan: NodePlan, toPack: ReadonlySet<PlannedFile> = new Set()): string {
  plain.turn();
  return [
    '#cloud-config\n',
    bootcmd,
    'write_files:\n',
    ...plan.files.map((file) => entry(file, toPack.has(file))),
    runcmd(plan),
  ].join('');
}

/** How many bytes of the document a file takes; as it is, or packed. */
export function bytesOf(file: PlannedFile, isPacked = false): number {
  return entry(file, isPacked).length;
}
