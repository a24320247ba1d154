import { memoryOf } from '../plan/memory.js';
import { isOwn, type NodePlan, type PlannedFile } from '../plan/node-plan.js';
import { bytesURL, textURL } from './data-url.js';
import { gzipBytes } from './pack.js';

/** A value as JSON in ASCII only, which no paste and no console changes. */
function asciiJson(value: unknown): string {
  return JSON.stringify(value).replace(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

export const unitDirectory = '/etc/systemd/system/';

/** A unit of ours stands among the units, where it can be read; one of the spec's own, or closed, is a file with its mode. */
export function isUnit(file: PlannedFile): boolean {
  return (
    file.mode === 0o644 &&
    file.path.startsWith(unitDirectory) &&
    /^[^/]+\.[a-z]+$/.test(file.path.slice(unitDirectory.length)) &&
    !isOwn(file)
  );
}

/** One of storage.files, or of systemd.units, on a line. */
const encodedEntry = (file: PlannedFile, isPacked: boolean): string =>
  asciiJson(isUnit(file) ? unitEntry(file) : fileEntry(file, isPacked));

const plain = memoryOf((file: PlannedFile) => encodedEntry(file, false));
const packed = new WeakMap<PlannedFile, string>();

/** The same, once for files that many nodes share; a packed one is so dear that it is kept as long as its file. */
function entry(file: PlannedFile, isPacked = false): string {
  if (!isPacked) return plain.of(file);
  const text = packed.get(file) ?? encodedEntry(file, true);
  packed.set(file, text);
  return text;
}

function unitEntry({ path, content }: PlannedFile) {
  return { name: path.slice(unitDirectory.length), contents: content };
}

/** As cloud-init writes it: in place of what is there, root's, whatever the image has at the path. */
function fileEntry({ path, mode, content }: PlannedFile, isPacked: boolean) {
  const contents = isPacked
    ? { compression: 'gzip', source: bytesURL(gzipBytes(content)) }
    : { source: textURL(content) };
  return { path, mode, overwrite: true, contents };
}

/**
 * A plan as an Ignition config, an entry a line: every file and unit, and the first boot's unit enabled. Ignition runs
 * once, before the first unit starts, so that one goes on by itself after a reboot. The files in `toPack` are written
 * compressed; units stay as they are.
 */
export function encodeIgnition(plan: NodePlan, toPack: ReadonlySet<PlannedFile> = new Set()): string {
  plain.turn();
  const files = plan.files.filter((file) => !isUnit(file)).map((file) => entry(file, toPack.has(file)));
  const units = plan.files.filter(isUnit).map((file) => {
    const text = entry(file);
    return file.path === `${unitDirectory}${plan.firstBootUnit}` ? `${text.slice(0, -1)},"enabled":true}` : text;
  });
  return [
    `{"ignition":{"version":${asciiJson(plan.ignition)}},\n`,
    `"storage":{"files":[\n${files.join(',\n')}\n]},\n`,
    `"systemd":{"units":[\n${units.join(',\n')}\n]}}\n`,
  ].join('');
}

/** A config that stands for another, which it holds compressed. */
export function replacingConfig(text: string, { ignition: version }: NodePlan): string {
  const replace = { compression: 'gzip', source: bytesURL(gzipBytes(text)) };
  return `${asciiJson({ ignition: { version, config: { replace } } })}\n`;
}

/** How many bytes of the document a file takes; as it is, or packed. */
export function ignitionBytesOf(file: PlannedFile, isPacked = false): number {
  return entry(file, isPacked).length;
}
