import { crioKeys } from '../../eras/crio-keys.js';
import type { Diagnostic } from '../../spec/diagnostic.js';
import { isMapping } from '../../spec/mapping.js';
import type { NormalisedSpec } from '../full-spec.js';
import { ownedSettings, tableProblems } from './known-keys.js';
import { crioValueRules } from './runtime/crio.js';

/** What the spec lays over our drop-in of crio.conf: keys that this CRI-O has. */
export function crioConfigRules({ spec }: NormalisedSpec): Diagnostic[] {
  const { name, version, config } = spec.runtime;
  if (name !== 'crio') return [];
  const table = { at: ['crio'], keys: crioKeys() };
  const file = { at: [], keys: { crio: {} } };
  const known = { program: 'CRI-O', version, sections: [table], renamed: {}, moved: {}, file: 'crio.conf' };
  return [
    ...tableProblems(known, file, config),
    ...(isMapping(config.crio) ? tableProblems(known, table, config.crio) : []),
    ...crioValueRules(spec, config, version),
    ...ownedSettings(config, "CRI-O's configuration", [
      ...(spec.runtime.registries.length > 0
        ? [[['crio', 'image', 'global_auth_file'], 'spec.runtime.registries'] as const]
        : []),
      [['crio', 'image', 'pause_image'], 'spec.runtime.pauseImage'],
      [['crio', 'runtime', 'cgroup_manager'], 'spec.runtime.cgroupDriver'],
      [['crio', 'network', 'plugin_dirs'], 'spec.paths.cniBinaries'],
      [['crio', 'network', 'network_dir'], 'spec.paths.cniConfig'],
    ]),
  ];
}
