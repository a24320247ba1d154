import { envelopeFacts } from '../../eras/envelopes.js';
import type { OperatingSystem } from '../../eras/operating-system.js';
import { compareReleases } from '../../eras/release-order.js';
import { systems } from '../../eras/systems.js';
import { diagnose } from '../../spec/diagnose.js';
import type { Diagnostic, SpecPath } from '../../spec/diagnostic.js';
import type { NormalisedSpec } from '../full-spec.js';
import { takes } from '../target/envelopes.js';

/** The longest of a system's directories that a path lies below. */
function placeOf(path: string, { writable }: OperatingSystem): string {
  const above = Object.keys(writable).filter(
    (directory) => directory === '/' || path === directory || path.startsWith(`${directory}/`),
  );
  return above.reduce((longest, each) => (each.length > longest.length ? each : longest));
}

interface OwnPath {
  readonly path: string;
  readonly at: SpecPath;
}

/** Every path that the spec itself names and the machine writes. */
function pathsOf({ spec: { host, kubelet, workers, pools }, given }: NormalisedSpec): OwnPath[] {
  const listed = (items: readonly { readonly path: string }[], at: SpecPath): OwnPath[] =>
    items.map(({ path }, index) => ({ path, at: [...at, index, 'path'] }));
  return [
    ...Object.entries({ ...given.paths }).map(([key, path]) => ({ path, at: ['spec', 'paths', key] })),
    ...(kubelet.staticPods === null
      ? []
      : [{ path: kubelet.staticPods, at: ['spec', 'kubelet', 'staticPods'] as SpecPath }]),
    ...listed(host.directories, ['spec', 'host', 'directories']),
    ...listed(host.files, ['spec', 'host', 'files']),
    ...workers.flatMap(({ files }, index) => listed(files, ['spec', 'workers', index, 'files'])),
    ...pools.flatMap(({ files }, index) => listed(files, ['spec', 'pools', index, 'files'])),
  ];
}

function pathProblems(normal: NormalisedSpec, os: OperatingSystem): Diagnostic[] {
  const writable = Object.keys(os.writable).filter((directory) => os.writable[directory] && directory !== '/');
  const where = writable.length > 0 ? writable.join(', ') : '/etc, /opt, /var';
  return pathsOf(normal).flatMap(({ path, at }) => {
    const below = placeOf(path, os);
    if (os.writable[below]) return [];
    return [diagnose('path-not-writable', at, { path, os: normal.spec.target.os, below, where })];
  });
}

/** Whether Ignition reads the version there, and the document is handed to it at all. */
function ignitionProblems({ spec: { target }, given }: NormalisedSpec, os: OperatingSystem): Diagnostic[] {
  const { provider } = target;
  const { version } = target.ignition;
  if (os.ignition === null) {
    return given.target.ignition === undefined
      ? []
      : [diagnose('ignition-setting-foreign', ['spec', 'target', 'ignition'], { os: target.os }, 'key')];
  }
  const args = { version, os: target.os, newest: os.ignition };
  return [
    ...(compareReleases(version, os.ignition) > 0
      ? [diagnose('ignition-too-new', ['spec', 'target', 'ignition', 'version'], args)]
      : []),
    ...(envelopeFacts[target.format].reader !== null && !takes(provider, 'ignition')
      ? [diagnose('provider-without-ignition', ['spec', 'target', 'provider'], { provider, os: target.os })]
      : []),
  ];
}

/** Whether the system can be written to as the spec asks, and is handed the document. */
export function targetRules(normal: NormalisedSpec): Diagnostic[] {
  const os = systems[normal.spec.target.os];
  return [...pathProblems(normal, os), ...ignitionProblems(normal, os)];
}
