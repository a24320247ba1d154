import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { randomNumbers } from '../boot/random-numbers.js';
import type { Spec } from '../document/document.js';
import type { Container } from './container.js';
import { diffNodes, impactWords, type Keys, renderNode, type Said } from './documents.js';
import { drawChange, drawFrom } from './draw.js';
import { look, rewritten, type Sight, started } from './observe.js';

/** A machine that a script of its own has made a node. */
export interface Walker {
  readonly container: Container;
  readonly folder: string;
  readonly node: string;
  readonly first: Spec;
  readonly keys: Keys;
  /** Kubernetes release → the digest of what is downloaded of it here. */
  readonly digests: Readonly<Record<string, string>>;
}

export interface Walked {
  readonly changes: number;
  /** What was said otherwise than it came, a line each. */
  readonly wrong: readonly string[];
  /** How often each impact was said. */
  readonly impacts: Readonly<Record<string, number>>;
}

const pathsIn = (script: string): string[] =>
  [...script.matchAll(/^(?:printf .* \| )?put [0-7]{4} '?([^' ]+)'?(?: [\w:-]+)?(?: <<.*)?$/gm)].map(
    ([, path = '']) => path,
  );

const list = (names: readonly string[]): string => names.join(', ') || 'nothing';

/** Changes the spec at random, again and again, and holds what was said of each against what came. */
export async function walk(
  walker: Walker,
  script: string,
  kinds: readonly string[],
  count: number,
  seed: number,
): Promise<Walked> {
  const draw = drawFrom(randomNumbers(seed));
  const wrong: string[] = [];
  const impacts: Record<string, number> = {};
  const pristine = await look(walker.container, []);
  let current = { spec: walker.first, script };
  for (let index = 1; index <= count; ) {
    const { spec, names } = drawChange(current.spec, kinds, draw);
    takeDigest(spec, walker.digests);
    const next = await renderNode(spec, walker.keys);
    if (next === undefined) continue;
    const said = diffNodes(current.script, next);
    // What was drawn was there already.
    if (said.files.length + said.removed.length === 0) continue;
    const faults = await step(walker, next, said, pristine);
    impacts[said.impact] = (impacts[said.impact] ?? 0) + 1;
    const line = `${index} ${names.join('+')}: ${said.impact}; restarts ${list(said.restarts)}; ${faults.length === 0 ? 'as said' : `WRONG ${faults.join(' | ')}`}`;
    await appendFile(join(walker.folder, 'walk.log'), `${line}\n`);
    if (faults.length > 0) {
      console.log(`        ${walker.node} ${line}`);
      wrong.push(line);
    }
    current = { spec, script: next };
    index += 1;
  }
  return { changes: count, wrong, impacts };
}

/** Gives a spec the digest of its release as it is served here. */
export function takeDigest({ spec }: Spec, digests: Walker['digests']): void {
  const { version } = spec.kubernetes as { version: string };
  const { overrides } = spec.artifacts as { overrides: Record<string, unknown> };
  overrides['kubernetes-node'] = { digest: `sha256:${digests[version]}` };
}

/** One change: said, planned, refused where it must be, applied, and looked at. Gives what was not as said. */
async function step(walker: Walker, script: string, said: Said, pristine: Sight): Promise<string[]> {
  const { container } = walker;
  const paths = pathsIn(script);
  await container.write('/run/next.sh', script);
  const before = await look(container, paths);
  const faults: string[] = [];
  const planned = await container.attempt('bash /run/next.sh --plan --downgrade', 60_000);
  if (planned.code !== 0) faults.push(`--plan: ${planned.stderr}`);
  faults.push(...comparePlan(planned.stdout, said, before));
  const needs = ['drain', 'machine'].filter((impact) => said.impacts.includes(impact));
  if (needs.length > 0) {
    const refused = await container.attempt('bash /run/next.sh --downgrade', 60_000);
    if (refused.code !== 1 || !refused.stderr.includes('nothing was changed'))
      faults.push(`not refused: ${refused.stderr}`);
  }
  const untouched = await look(container, paths);
  if (rewritten(before, untouched).length + started(before, untouched).length > 0)
    faults.push('--plan changed something');
  const applied = await container.attempt('bash /run/next.sh --downgrade --drained --partly', 240_000);
  if (applied.code !== 0)
    faults.push(`exit status ${applied.code}: ${applied.stdout.slice(-300)} ${applied.stderr.slice(-300)}`);
  const after = await look(container, paths);
  faults.push(...compareSights(before, after, said));
  faults.push(...(await whatStays(walker, said, before, after, pristine, script)));
  const drift = await container.attempt('bash /run/next.sh --drift', 60_000);
  if (drift.code !== 0) faults.push(`--drift: ${drift.stdout}${drift.stderr}`);
  return faults;
}

/** The plan of the machine's own against what was said of the documents. */
function comparePlan(text: string, said: Said, before: Sight): string[] {
  const lines = text.trimEnd().split('\n');
  const of = (form: RegExp): string[] => lines.flatMap((line) => form.exec(line)?.[1] ?? []);
  const files = of(/^file (\S+): (?!removed)/).sort();
  const units = of(/^unit (\S+): (?:restarts|starts)$/);
  const word = /^[\w.-]+: (.*)$/.exec(lines.at(-1) ?? '')?.[1] ?? '';
  // What does not run is not started anew by who asks for that alone.
  const expected = said.restarts.filter((unit) => before.units.has(unit) || units.includes(unit));
  const impact = expected.length === 0 && said.impact === 'restart' ? 'written' : said.impact;
  return [
    ...(files.join() === said.files.join() ? [] : [`planned files ${list(files)}, said ${list(said.files)}`]),
    ...([...new Set(units)].sort().join() === expected.join()
      ? []
      : [`planned units ${list(units)}, said ${list(expected)}`]),
    ...(impactWords[impact]?.test(word) ? [] : [`planned "${word}", said ${impact}`]),
  ];
}

/** What came against what was said. */
function compareSights(before: Sight, after: Sight, said: Said): string[] {
  const files = rewritten(before, after);
  const units = started(before, after);
  const expected = said.restarts.filter((unit) => before.units.has(unit) || after.units.has(unit)).sort();
  const drained = ['drain', 'machine'].some((impact) => said.impacts.includes(impact));
  return [
    ...(files.join() === said.files.join() ? [] : [`wrote ${list(files)}, said ${list(said.files)}`]),
    ...(units.join() === expected.join() ? [] : [`started ${list(units)}, said ${list(expected)}`]),
    ...(!drained && before.pods !== after.pods ? [`the container ${before.pods} became ${after.pods}`] : []),
  ];
}

/** What a change leaves behind is said to stay; then it is cleared away, as a new machine or a reboot does. */
async function whatStays(
  { container }: Walker,
  said: Said,
  before: Sight,
  after: Sight,
  pristine: Sight,
  script: string,
): Promise<string[]> {
  const faults: string[] = [];
  const kept = [...after.sysctls].filter(([key, value]) => {
    const wanted = new RegExp(`^${key.replaceAll('.', '[.]')} *= *(.*)$`, 'm').exec(script)?.[1];
    return value !== (wanted ?? pristine.sysctls.get(key));
  });
  const saysReboot = said.impacts.includes('reboot');
  if (kept.length > 0 && !saysReboot) faults.push(`the kernel keeps ${list(kept.map(([key]) => key))}`);
  for (const [key] of kept) await container.run(`sysctl -qw ${key}='${pristine.sysctls.get(key) ?? ''}'`);
  const served = [...script.matchAll(/^serve (\S+)/gm)].map(([, unit]) => unit);
  const marks = (await container.run("cd /var/lib/bootwright/done; ls | sed -n 's/^start-//p'")).trim().split('\n');
  const left = marks.filter((unit) => !served.includes(unit));
  if (left.length > 0 !== said.impacts.includes('machine')) faults.push(`units that stay: ${list(left)}`);
  for (const unit of left) {
    if (!before.units.has(unit) || !after.units.has(unit)) faults.push(`${unit} does not run on`);
    await container.run(`systemctl disable --now ${unit}; rm -f /var/lib/bootwright/done/start-${unit}`);
  }
  for (const path of said.removed) {
    if ((await container.attempt(`test -e '${path}'`)).code !== 0) faults.push(`${path} is gone`);
    await container.run(`rm -f '${path}'`);
  }
  return faults;
}
