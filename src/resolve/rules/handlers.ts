import { containerdNamesRuntimes, containerdRuntimePath } from '../../eras/containerd.js';
import { crioGvisor } from '../../eras/crio.js';
import { dockerShimRuntimes } from '../../eras/docker.js';
import { eraAt } from '../../eras/lookup.js';
import { diagnose } from '../../spec/diagnose.js';
import type { Diagnostic, SpecPath } from '../../spec/diagnostic.js';
import type { FullRuntime, NormalisedSpec } from '../full-spec.js';
import { type RuntimeName, runtimeTitles } from '../runtime-titles.js';

type Handler = FullRuntime['handlers'][number];

/** Names that the runtime itself gives a meaning. */
const taken: Readonly<Record<RuntimeName, readonly string[]>> = {
  containerd: ['runc', 'untrusted'],
  docker: ['runc'],
  crio: ['crun'],
};

const pathOf = (index: number): SpecPath => ['spec', 'runtime', 'handlers', index];

function duplicates(handlers: readonly Handler[], runtime: RuntimeName): Diagnostic[] {
  const names = new Set<string>();
  let [untrusted, gvisor]: (string | undefined)[] = [];
  return handlers.flatMap((handler, index) => {
    const { name, type } = handler;
    const found: Diagnostic[] = [];
    const own = taken[runtime].includes(name);
    if (own || names.has(name)) {
      const reason = own ? `, ${runtimeTitles[runtime]}'s own` : '';
      found.push(diagnose('handler-duplicate', [...pathOf(index), 'name'], { name, reason }));
    }
    names.add(name);
    if (handler.untrusted && untrusted !== undefined) {
      const args = { name: untrusted, reason: ' for untrusted pods' };
      found.push(diagnose('handler-duplicate', [...pathOf(index), 'untrusted'], args));
    }
    if (handler.untrusted) untrusted ??= name;
    if (type === 'gvisor' && gvisor !== undefined) {
      const args = { name: gvisor, reason: ' of the type gvisor' };
      found.push(diagnose('handler-duplicate', [...pathOf(index), 'type'], args));
    }
    if (type === 'gvisor') gvisor ??= name;
    return found;
  });
}

function foreignSettings({ type, version, program }: Handler, index: number): Diagnostic[] {
  const foreign = (setting: string): Diagnostic =>
    diagnose('handler-setting-foreign', [...pathOf(index), setting], { setting, type }, 'key');
  return [
    ...(version !== null && type !== 'gvisor' ? [foreign('version')] : []),
    ...(program !== null && type === 'gvisor' ? [foreign('program')] : []),
  ];
}

/** What a handler needs that its runtime does not have: what, which release has it, and the way out. */
interface Lack {
  readonly at: keyof Handler;
  readonly what: string;
  readonly need: string;
  readonly advice?: string;
}

const lacks: Readonly<Record<RuntimeName, (handler: Handler, version: string) => Lack[]>> = {
  containerd: ({ untrusted, type, program }, version) => {
    const named = eraAt(containerdNamesRuntimes, version);
    const byName: Lack = {
      at: 'name',
      what: 'a handler with a name',
      need: 'containerd 1.2 or newer',
      advice: 'With untrusted: true it serves pods by their annotation.',
    };
    const path = type === 'kata' && program !== null && !untrusted && !eraAt(containerdRuntimePath, version);
    const shim: Lack = { at: 'program', what: 'the path of a shim', need: 'containerd 1.6 or newer' };
    return [...(named || untrusted ? [] : [byName]), ...(path ? [shim] : [])];
  },
  docker: ({ type, untrusted }, version) => [
    ...(type !== 'kata' || eraAt(dockerShimRuntimes, version)
      ? []
      : [{ at: 'type', what: 'Kata', need: 'Docker 23.0 or newer' } as const]),
    ...(untrusted ? [{ at: 'untrusted', what: 'a runtime for untrusted pods', need: 'containerd' } as const] : []),
  ],
  crio: ({ type, untrusted }, version) => [
    ...(type !== 'gvisor' || eraAt(crioGvisor, version)
      ? []
      : [{ at: 'type', what: 'gVisor', need: 'CRI-O 1.37 or newer', advice: 'containerd runs it.' } as const]),
    ...(untrusted ? [{ at: 'untrusted', what: 'a runtime for untrusted pods', need: 'containerd' } as const] : []),
  ],
};

function unsupported(handler: Handler, index: number, { name, version }: FullRuntime): Diagnostic[] {
  const actual = `${runtimeTitles[name]} ${version}`;
  return lacks[name](handler, version).map(({ at, what, need, advice }) =>
    diagnose('handler-unsupported', [...pathOf(index), at], { what, need, actual, advice }),
  );
}

/** Further runtimes: each with a name of its own, and such as the runtime can have. */
export function handlerRules({ spec: { runtime } }: NormalisedSpec): Diagnostic[] {
  const { name, handlers } = runtime;
  return [
    ...duplicates(handlers, name),
    ...handlers.flatMap((handler, index) => [
      ...foreignSettings(handler, index),
      ...unsupported(handler, index, runtime),
    ]),
  ];
}
