import { containerdNamesRuntimes, containerdRuntimePath } from '../../eras/containerd.js';
import { handlers as traitsOf } from '../../eras/handlers.js';
import { type Era, eraAt, firstWith } from '../../eras/lookup.js';
import { lineOf } from '../../eras/release-order.js';
import type { HandlerType, RuntimeName } from '../../generated/names.js';
import { diagnose } from '../../spec/diagnose.js';
import type { Diagnostic, SpecPath } from '../../spec/diagnostic.js';
import type { FullRuntime, NormalisedSpec } from '../full-spec.js';
import { runtimeTitles } from '../runtime/runtime-titles.js';

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
  const fetched = new Map<string, string>();
  let untrusted: string | undefined;
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
    // One release of it is fetched, and reads one configuration.
    const first = fetched.get(type);
    if (first !== undefined) {
      const args = { name: first, reason: ` of the type ${type}` };
      found.push(diagnose('handler-duplicate', [...pathOf(index), 'type'], args));
    } else if (traitsOf[type].fetched !== null) fetched.set(type, name);
    return found;
  });
}

function foreignSettings({ type, version, program }: Handler, index: number): Diagnostic[] {
  const foreign = (setting: string): Diagnostic =>
    diagnose('handler-setting-foreign', [...pathOf(index), setting], { setting, type }, 'key');
  return [
    ...(version !== null && traitsOf[type].fetched === null ? [foreign('version')] : []),
    ...(program !== null && traitsOf[type].fetched !== null ? [foreign('program')] : []),
  ];
}

/** What a handler needs that its runtime does not have: what, which release has it, and the way out. */
interface Lack {
  readonly at: keyof Handler;
  readonly what: string;
  readonly need: string;
  readonly advice?: string;
}

type Table = readonly [Era<boolean>, ...Era<boolean>[]];

const newer = (runtime: RuntimeName, table: Table): string =>
  `${runtimeTitles[runtime]} ${lineOf(firstWith(table))} or newer`;

/** A type that a runtime starts from some release on. */
function lackOfType(type: HandlerType, runtime: RuntimeName, table: Table | null, version: string): Lack[] {
  if (table === null || eraAt(table, version)) return [];
  return [{ at: 'type', what: traitsOf[type].title, need: newer(runtime, table) }];
}

const lacks: Readonly<Record<RuntimeName, (handler: Handler, version: string) => Lack[]>> = {
  containerd: ({ untrusted, type, program }, version) => {
    const named = eraAt(containerdNamesRuntimes, version);
    const byName: Lack = {
      at: 'name',
      what: 'a handler with a name',
      need: newer('containerd', containerdNamesRuntimes),
      advice: 'With untrusted: true it serves pods by their annotation.',
    };
    const { shim: own, fetched } = traitsOf[type];
    const byPath = own !== null && fetched === null && program !== null && !untrusted;
    const path = byPath && !eraAt(containerdRuntimePath, version);
    const shim: Lack = { at: 'program', what: 'the path of a shim', need: newer('containerd', containerdRuntimePath) };
    return [...(named || untrusted ? [] : [byName]), ...(path ? [shim] : [])];
  },
  docker: ({ type, untrusted }, version) => [
    ...lackOfType(type, 'docker', traitsOf[type].onDocker, version),
    ...(untrusted ? [{ at: 'untrusted', what: 'a runtime for untrusted pods', need: 'containerd' } as const] : []),
  ],
  crio: ({ type, untrusted }, version) => [
    ...lackOfType(type, 'crio', traitsOf[type].onCrio, version).map((lack) => ({
      ...lack,
      advice: 'containerd runs it.',
    })),
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
