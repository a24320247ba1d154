import type { ContributedStep, Contribution, PlannedService } from './contribution.js';
import type { DerivedText } from './derived-text.js';
import { digestLine, digestOf } from './file-digest.js';
import { memoryOf } from './memory.js';
import type { PlannedArtifact, PlannedFile } from './node-plan.js';
import { inOrder, type Phase, type PlannedStep, placeOf } from './steps.js';

/** What is installed from the system's own sources, and when. */
interface PackagesStep {
  readonly names: readonly string[];
  readonly phase: 'packages' | 'host';
}

/** The step that starts a unit, as the library's `serve` does. */
export function startStep(unit: string, phase: PlannedStep['phase'], after: readonly string[]): ContributedStep {
  return { name: `start-${unit}`, command: ['start_unit', unit], phase, after, keyed: true };
}

const serviceStep = ({ unit, phase, programs, needs = [] }: PlannedService): ContributedStep =>
  startStep(unit, phase, [...programs, ...needs]);

/** All steps of a node in the order in which they begin: those that components ask for, and those of what they need. */
export function planSteps(
  components: readonly Contribution[],
  files: readonly PlannedFile[],
  packages: PackagesStep,
  artifacts: readonly PlannedArtifact[],
  derived: DerivedText,
): PlannedStep[] {
  keys.turn();
  programDigests.turn();
  const asked = components.flatMap((component) => {
    const { service, steps = [] } = component;
    const key = stepKey(component, files, artifacts, derived);
    return [...steps, ...(service ? [serviceStep(service)] : [])].map(({ after = [], keyed, ...step }) => ({
      ...step,
      after,
      key: keyed ? key() : null,
    }));
  });
  const later = components.flatMap(({ service }) => (service?.ready === 'later' ? [`start-${service.unit}`] : []));
  const needed = firstNeeds(asked);
  return notWaitedFor(inOrder([...fetchSteps(artifacts, needed), ...hostSteps(packages, needed), ...asked]), later);
}

/** By name the first phase in which a step waits for it. */
type FirstNeeds = ReadonlyMap<string, Phase>;

function firstNeeds(asked: readonly PlannedStep[]): FirstNeeds {
  const needs = new Map<string, Phase>();
  for (const { after, phase } of asked) {
    for (const name of after) {
      const before = needs.get(name);
      if (before === undefined || placeOf(phase) < placeOf(before)) needs.set(name, phase);
    }
  }
  return needs;
}

/** What the machine itself is made, beside the downloads; packages before these where an earlier step waits for them. */
function hostSteps({ names, phase: usual }: PackagesStep, needs: FirstNeeds): PlannedStep[] {
  const step = (name: 'host' | 'packages', words: readonly string[], standard: Phase): PlannedStep => ({
    name,
    command: [name, ...words],
    after: [],
    key: null,
    phase: neededFrom(needs.get(name), standard, standard),
  });
  return [step('host', [], 'host'), ...(names.length > 0 ? [step('packages', names, usual)] : [])];
}

/** The phase of a step that is first waited for in another: `early` if that comes before `standard`, or it if it is before both. */
function neededFrom(first: Phase | undefined, early: Phase, standard: Phase): Phase {
  if (first === undefined || placeOf(first) >= placeOf(standard)) return standard;
  return placeOf(first) < placeOf(early) ? first : early;
}

/** What no step before the look at health waits for is fetched while that looks. */
function fetchSteps(artifacts: readonly PlannedArtifact[], needs: FirstNeeds): PlannedStep[] {
  return artifacts.map(({ name, path, digest, directory, form, members }) => ({
    name,
    command: ['put', path, digest, directory, form, ...members],
    after: [],
    key: null,
    phase: neededFrom(needs.get(name), 'fetch', 'tools'),
  }));
}

/** Units that start without being waited for: whoever starts after such a one may be ordered behind it. */
function notWaitedFor(steps: readonly PlannedStep[], later: readonly string[]): PlannedStep[] {
  const first = steps.findIndex(({ name }) => later.includes(name));
  if (first < 0) return [...steps];
  return steps.map((step, index) => {
    if (index < first || step.command[0] !== 'start_unit') return step;
    return { ...step, command: [...step.command, '--no-block'] };
  });
}

/** Changes with a component's files, those that its unit reads and its programs, and with nothing else. */
function stepKey(
  { service, files: own }: Contribution,
  all: readonly PlannedFile[],
  artifacts: readonly PlannedArtifact[],
  derived: DerivedText,
): () => string {
  let known: string | undefined;
  return () => {
    if (known !== undefined) return known;
    const programs = artifacts.filter(({ name }) => service?.programs.includes(name));
    const files = [...(own ?? []), ...all.filter(({ path }) => service?.reads.includes(path))];
    const names = [...files.map(({ path }) => path), ...programs.map(({ name }) => name)].join(', ');
    known = derived(
      keys.of([...files.map(digestLine), ...programs.map(programDigests.of)].join('')),
      `digest of ${names}`,
    );
    return known;
  };
}

/** A program's digest, with where it comes from and goes to. */
const programDigests = memoryOf((artifact: PlannedArtifact) => digestOf(JSON.stringify(artifact)));

/** A step's key; most nodes' steps have the same. */
const keys = memoryOf((read: string) => digestOf(read).slice(0, 12));
