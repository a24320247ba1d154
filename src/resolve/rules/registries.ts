import { containerdHostFolders } from '../../eras/containerd.js';
import { eraAt, firstWith } from '../../eras/lookup.js';
import { registryTraits } from '../../eras/registries.js';
import { diagnose } from '../../spec/diagnose.js';
import type { Diagnostic, SpecPath } from '../../spec/diagnostic.js';
import type { FullRuntime, NormalisedSpec } from '../full-spec.js';
import { pathOfUrl } from '../runtime/registries.js';
import { runtimeTitles } from '../runtime/runtime-titles.js';

type Registry = FullRuntime['registries'][number];
type Mirror = Registry['mirrors'][number];

interface Found {
  readonly path: SpecPath;
  readonly why: string;
  readonly advice?: string;
}

const origin: SpecPath = ['spec', 'runtime', 'registries'];

/** What the runtime has no words for, at the setting that asks for it. */
function unsupported({ name: runtime, version, registries }: FullRuntime): Found[] {
  if (registries.length > 0 && runtime === 'containerd' && !eraAt(containerdHostFolders, version)) {
    const advice = `Set spec.runtime.version to ${firstWith(containerdHostFolders)} or newer, or set mirrors in spec.runtime.config.`;
    return [{ path: origin, why: `${version} does not read a folder of registries`, advice }];
  }
  const { wildcard, mirrorsOf, paths, credentials, noFallback } = registryTraits[runtime];
  return registries.flatMap((registry, index) => {
    const { name, mirrors, fallback } = registry;
    const path = [...origin, index];
    const found: Found[] = [];
    if (name === '*' && !wildcard)
      found.push({ path, why: 'it has no entry for all registries', advice: 'List each registry.' });
    if (mirrors.length > 0 && mirrorsOf !== null && name !== mirrorsOf && name !== '*')
      found.push({ path: [...path, 'mirrors'], why: `only ${mirrorsOf} can have mirrors` });
    if (!fallback && !noFallback)
      found.push({ path: [...path, 'fallback'], why: 'it always falls back to the registry itself' });
    for (const [at, each] of [
      [path, registry] as const,
      ...mirrors.map((m, i) => [[...path, 'mirrors', i], m] as const),
    ])
      if (each.credentials !== null && !credentials)
        found.push({ path: [...at, 'credentials'], why: 'it never sends a password' });
    const ofPaths = mirrors.flatMap((mirror, at) => {
      const why = pathProblem(mirror, paths);
      const advice = 'Set overridePath: true and a path that begins with /v2.';
      return why === undefined ? [] : [{ path: [...path, 'mirrors', at], why, ...(paths === 'v2' ? { advice } : {}) }];
    });
    return [...found, ...ofPaths];
  });
}

function pathProblem({ url, overridePath }: Mirror, paths: 'all' | 'v2' | 'none'): string | undefined {
  const path = pathOfUrl(url);
  if (paths === 'all' || path === '') return undefined;
  if (paths === 'none') return 'its mirrors are hosts without a path';
  return overridePath && /^\/v2(\/|$)/.test(path) ? undefined : 'its mirrors have a path below /v2';
}

type Place = readonly [SpecPath, Registry | Mirror];

const contradiction = (path: SpecPath, args: { why: string; needless?: string; falsely?: string; advice?: string }) =>
  diagnose('registry-contradiction', path, args);

/** What the registry itself is told, though nobody asks it, or any registry would be told. */
function forNobody(registry: Registry, path: SpecPath): Diagnostic[] {
  const { name, mirrors, fallback } = registry;
  const told = (['ca', 'clientCertificate', 'clientKey', 'credentials'] as const)
    .filter((setting) => registry[setting] !== null && (name === '*' || !fallback))
    .map((needless) => {
      const why = name === '*' ? 'would go to any registry' : 'is for the registry, which is never asked';
      return contradiction([...path, needless], { why: `${needless} ${why}`, needless });
    });
  if (fallback || mirrors.length > 0) return told;
  const args = {
    why: `that leaves nowhere to get images of ${name} from`,
    falsely: 'yes',
    advice: 'Or name a mirror.',
  };
  return [contradiction([...path, 'fallback'], args), ...told];
}

/** A certificate without its key, or a key without its certificate. */
function halfPairs([path, { clientCertificate, clientKey }]: Place): Diagnostic[] {
  if ((clientCertificate === null) === (clientKey === null)) return [];
  const names = ['clientCertificate', 'clientKey'] as const;
  const [there, missing] = clientKey === null ? names : ([names[1], names[0]] as const);
  const args = { why: `${there} without ${missing}`, needless: there, advice: `Or set ${missing}.` };
  return [contradiction([...path, there], args)];
}

function ofAddress([path, { url, overridePath }]: readonly [SpecPath, Mirror]): Diagnostic[] {
  const found: Diagnostic[] = [];
  if (/^https?:\/\/[^/]*@/.test(url)) {
    const args = { why: 'the URL contains a password', advice: 'Set it in credentials, beside url.' };
    found.push(contradiction([...path, 'url'], args));
  }
  if (overridePath && pathOfUrl(url) === '') {
    const args = { why: 'overridePath is set, but url has no path', needless: 'overridePath' };
    found.push(contradiction([...path, 'overridePath'], args));
  }
  return found;
}

/** What does not go together, whichever runtime it is. */
function contradictions(registry: Registry, path: SpecPath, names: ReadonlySet<string>): Diagnostic[] {
  const mirrors = registry.mirrors.map((each, at) => [[...path, 'mirrors', at], each] as const);
  const args = { why: `${registry.name} already has an entry above`, needless: 'this entry' };
  return [
    ...(names.has(registry.name) ? [contradiction(path, args)] : []),
    ...forNobody(registry, path),
    ...[[path, registry] as const, ...mirrors].flatMap(halfPairs),
    ...mirrors.flatMap(ofAddress),
  ];
}

/** What the spec says of registries: what the runtime can do, and what goes together. */
export function registryRules({ spec: { runtime } }: NormalisedSpec): Diagnostic[] {
  const names = new Set<string>();
  const ofEach = runtime.registries.flatMap((registry, index) => {
    const found = contradictions(registry, [...origin, index], names);
    names.add(registry.name);
    return found;
  });
  const title = `${runtimeTitles[runtime.name]}`;
  return [
    ...ofEach,
    ...unsupported(runtime).map(({ path, why, advice }) =>
      diagnose('registry-unsupported', path, { runtime: title, why, advice }),
    ),
  ];
}
