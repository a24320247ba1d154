import { crioKeys } from '../../eras/crio-keys.js';
import type { Diagnostic } from '../../spec/diagnostic.js';
import { isMapping } from '../../spec/mapping.js';
import { resolveReleases } from '../releases.js';
import { ownedSettings, tableProblems } from './known-keys.js';
import type { Spec } from './rule.js';
import { crioValueRules } from './runtime/crio.js';

/** What the spec lays over our drop-in of crio.conf: keys that this CRI-O has. */
export function crioConfigRules(spec: Spec): Diagnostic[] {
  const { config } = spec.runtime ?? {};
  const { runtime, version } = resolveReleases(spec);
  if (config === undefined || runtime !== 'crio') return [];
  const table = { at: ['crio'], keys: crioKeys };
  const file = { at: [], keys: { crio: {} } };
  const known = { program: 'CRI-O', version, sections: [table], renamed: {}, moved: {}, file: 'crio.conf' };
  return [
    ...tableProblems(known, file, config),
    ...(isMapping(config.crio) ? tableProblems(known, table, config.crio) : []),
    ...crioValueRules(spec, config, version),
    ...ownedSettings(config, "CRI-O's configuration", [
      [['crio', 'image', 'pause_image'], 'spec.runtime.pauseImage'],
      [['crio', 'runtime', 'cgroup_manager'], 'spec.runtime.cgroupDriver'],
      [['crio', 'network', 'plugin_dirs'], 'spec.paths.cniBinaries'],
      [['crio', 'network', 'network_dir'], 'spec.paths.cniConfig'],
    ]),
  ];
}
