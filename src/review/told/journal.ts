/** What a journal of ours does, as far as a change of it is told otherwise than by its lines. */
export interface Journal {
  /** Unit → what tells whether it is started again: a digest, in a copy for review the names of what that is of. */
  readonly units: ReadonlyMap<string, string>;
  /** Download → where from and what it must be. */
  readonly downloads: ReadonlyMap<string, { readonly path: string; readonly digest: string }>;
  readonly packages: readonly string[];
  /** From when to when the certificates are valid. */
  readonly clock: string;
  /** Every other line. */
  readonly lines: readonly string[];
  /** Units of the system that a step starts anew when it is done again → what tells whether it is. */
  readonly asides: ReadonlyMap<string, string>;
  /** The kernel's arguments, for which the install starts the machine once more. */
  readonly kernelArguments: string;
  /** Units that are restarted whenever it runs. */
  readonly always: readonly string[];
}

/** Functions of the install that start a unit of the system anew. Of the clock's services it is the one that runs. */
const asideOf: Readonly<Record<string, string>> = { ask_anew: 'systemd-resolved', set_clock: 'systemd-timesyncd' };

/** The path of the journal that our documents bring. */
export const journalPath = '/opt/bootwright/install.sh';
export const libraryPath = '/opt/bootwright/library.sh';

const word = String.raw`(?:'[^']*'|\S+)`;
const bare = (text: string): string => text.replace(/^'(.*)'$/, '$1');
const served = new RegExp(String.raw`^serve (\S+) (${word})`);
const fetched = /^(?:start|do_now) (\S+) put (\S+) (\S+)/;
const installed = /^(?:start|do_now) packages packages (.*)$/;
const aside = /^(?:start|do_now) \S+ (ask_anew|set_clock)\b(.*)$/;
const restarting = /^(?:start|do_now) \S+ kernel_arguments (.*)$/;
const dated = /^do_now clock clock (.*)$/;
/** Steps that wait, those whose names and order follow from the others, and owners, which their files are told with. */
const follows = /^(?:finish|do_now health| +own_file) /;
const keyed = / (?:[0-9a-f]{12}|'<digest of [^']*>')$/;

const restarted = /^\s*systemctl try-restart (\S+)/;

type Kept = Readonly<{ units: Map<string, string>; downloads: Map<string, { path: string; digest: string }> }>;

/** The line as what it says of a unit or a download; false where it says neither. */
function keepLine(line: string, { units, downloads }: Kept): boolean {
  const [, unit, key = ''] = served.exec(line) ?? [];
  if (unit !== undefined) units.set(unit, bare(key));
  const [, download, path = '', digest = ''] = fetched.exec(line) ?? [];
  if (download !== undefined) downloads.set(download, { path, digest });
  return unit !== undefined || download !== undefined;
}

export function readJournal(text: string): Journal {
  const kept: Kept = { units: new Map(), downloads: new Map() };
  const rest = text.split('\n').filter((line) => !keepLine(line, kept));
  const firstOf = (pattern: RegExp): string => rest.flatMap((line) => pattern.exec(line)?.[1] ?? [])[0] ?? '';
  return {
    ...kept,
    packages: firstOf(installed).split(' ').filter(Boolean),
    clock: firstOf(dated),
    asides: new Map(
      rest.flatMap((line) => {
        const [, called = '', key = ''] = aside.exec(line) ?? [];
        const unit = asideOf[called];
        return unit === undefined ? [] : [[unit, bare(key.trim())] as const];
      }),
    ),
    kernelArguments: firstOf(restarting),
    lines: rest
      .filter((line) => ![follows, installed, dated, restarting].some((pattern) => pattern.test(line)))
      .map((line) => line.replace(keyed, '')),
    always: rest.flatMap((line) => restarted.exec(line)?.[1]?.replace(/\.service$/, '') ?? []),
  };
}

/** Units that a machine with the old journal starts anew when the new one runs; `changed` are paths and downloads that change. */
export function restartedUnits(old: Journal, now: Journal, changed: ReadonlySet<string>): string[] {
  const hasChanged = (before: string | undefined, key: string): boolean => {
    const [, names] = /<digest of (.*)>$/.exec(key) ?? [];
    // A copy for review names what it follows from.
    if (names !== undefined) return before !== key || names.split(', ').some((name) => changed.has(name));
    return before !== key;
  };
  const asides = [...now.asides].filter(([unit, key]) => hasChanged(old.asides.get(unit), key));
  const units = [...now.units].filter(([unit, key]) => hasChanged(old.units.get(unit), key));
  return [...units, ...asides].map(([unit]) => unit);
}
