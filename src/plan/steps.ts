import type { LibraryFunction } from '../generated/names.js';

/**
 * The first boot's phases in their order. A step runs when those of the phases before it are done; within a phase steps
 * keep the order of the components, but for what `after` says.
 */
export const phases = [
  /** What must be right before anything is changed: the clock. */
  'preflight',
  /** What the kernel is started with, and the one reboot that this takes. */
  'kernel',
  /** Disks, file systems, mounts and swap: before anything is fetched onto them. */
  'storage',
  /** Packages that decide what programs may do: SELinux' rules, and modules of the kernel. */
  'packages',
  /** Downloads begin. */
  'fetch',
  /** Other packages, and what the machine itself must be like. */
  'host',
  /** What pods' network needs of the machine before a runtime may start: its identity, its firewall, its range. */
  'network',
  'pre-runtime',
  'runtime',
  /** The runtime runs: images are pulled. */
  'pre-kubelet',
  'kubelet',
  /** What needs the kubelet's node, or nobody waits for: kube-proxy. */
  'addons',
  /** Programs that people call, and no unit. */
  'tools',
  'health',
  'join',
  'ready',
] as const;

export type Phase = (typeof phases)[number];

const places = new Map<Phase, number>(phases.map((phase, index) => [phase, index]));

/** Where a phase stands among them. */
export const placeOf = (phase: Phase): number => places.get(phase) ?? phases.length;

/** Phases whose steps run side by side, and the phase that begins when they all are done, at the latest. */
const sideBySide: Readonly<Partial<Record<Phase, Phase>>> = { fetch: 'join', host: 'network', tools: 'join' };

/** Programs of the system that are called as they are, and the journal's own function. */
type SystemProgram = 'host' | 'hostnamectl' | 'ls' | 'systemctl';

/** A function of the install library or a program of the system, with its arguments. */
export type Command = readonly [LibraryFunction | SystemProgram, ...string[]];

/** One step of the first boot: what it calls, done once and marked as done. */
export interface PlannedStep {
  /** What the journal, the report and the mark call it. */
  readonly name: string;
  readonly command: Command;
  /** Steps that must be done first, besides those of the phases before: of names that nothing has, none waits. */
  readonly after: readonly string[];
  /** Changes when what it brings changes, so that it is done again; null: its command says it all. */
  readonly key: string | null;
  readonly phase: Phase;
}

/** What the journal does, in order: a step begins and is awaited at once, or begins beside others that are awaited later. */
export type JournalEntry =
  | { readonly does: 'do_now' | 'start'; readonly step: PlannedStep }
  | { readonly does: 'finish'; readonly names: readonly string[] };

/** Steps in the order in which they begin. Two of one name, and a circle of waiting ones, are mistakes of the planners'. */
export function inOrder(steps: readonly PlannedStep[]): PlannedStep[] {
  const names = new Set<string>();
  const byPhase = new Map(phases.map((phase): [Phase, PlannedStep[]] => [phase, []]));
  for (const step of steps) {
    if (names.has(step.name)) throw new Error(`two steps are called ${step.name}`);
    names.add(step.name);
    byPhase.get(step.phase)?.push(step);
  }
  const ordered: PlannedStep[] = [];
  for (const waiting of byPhase.values()) {
    while (waiting.length > 0) {
      const next = waiting.findIndex(({ after }) => !waiting.some(({ name }) => after.includes(name)));
      if (next < 0) throw new Error(`steps wait for each other: ${waiting.map(({ name }) => name).join(', ')}`);
      ordered.push(...waiting.splice(next, 1));
    }
  }
  return ordered;
}

/** The journal of ordered steps: each waits no longer than it must. */
export function journalOf(ordered: readonly PlannedStep[]): JournalEntry[] {
  const entries: JournalEntry[] = [];
  let open: PlannedStep[] = [];
  const finish = (isAwaited: (step: PlannedStep) => boolean, isWanted: (step: PlannedStep) => boolean): void => {
    const names = [...open.filter(isAwaited), ...open.filter((step) => !isAwaited(step) && isWanted(step))].map(
      ({ name }) => name,
    );
    if (names.length > 0) entries.push({ does: 'finish', names });
    open = open.filter(({ name }) => !names.includes(name));
  };
  for (const step of ordered) {
    const begins = placeOf(step.phase);
    const isDue = ({ phase }: PlannedStep): boolean => placeOf(sideBySide[phase] ?? phase) <= begins;
    finish(isDue, ({ name }) => step.after.includes(name));
    const isBeside = sideBySide[step.phase] !== undefined;
    entries.push({ does: isBeside ? 'start' : 'do_now', step });
    if (isBeside) open.push(step);
  }
  finish(
    () => true,
    () => false,
  );
  return entries;
}
