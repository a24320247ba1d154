import type { ContainerdFormat } from '../../../eras/containerd-places.js';
import { containerdHoldings, takenBy } from '../../../eras/runtime-keys.js';
import { containerdValues } from '../../../eras/runtime-values.js';
import type { Diagnostic } from '../../../spec/diagnostic.js';
import { isMapping, type Mapping } from '../../../spec/mapping.js';
import { hasErrors } from '../../../spec/severity.js';
import type { FullSpec } from '../../full-spec.js';
import { valueProblems } from '../config/values.js';
import { configOrigin } from '../known-keys.js';
import { daemonRelations } from './containerd-daemon.js';
import { imageRelations } from './containerd-images.js';
import { proxyRelation } from './containerd-proxies.js';
import { runtimeRelations } from './containerd-runtimes.js';
import { containerdView, pluginKeys } from './containerd-view.js';
import { typeProblems } from './key-types.js';
import { refused } from './refusal.js';

const kind = "containerd's config.toml";

function containerdTypes(config: Mapping, format: ContainerdFormat, version: string): Diagnostic[] {
  const { plugins, ...daemon } = config;
  const values = (table: string) => containerdValues.filter((row) => row.table === table);
  const takes = (holds: string): string => takenBy(version, holds);
  const own = { keys: containerdHoldings().get('') ?? new Map(), values: values(''), version, kind, takes };
  const notTables = valueProblems(plugins, 'map of object', [...configOrigin, 'plugins'], { field: 'plugins', kind });
  const ofPlugins = Object.entries(isMapping(plugins) ? plugins : {}).flatMap(([name, table]) => {
    const [known, keys] = pluginKeys(name, format, version) ?? [];
    if (known === undefined || keys === undefined || !isMapping(table)) return [];
    return typeProblems(table, { keys, values: values(known), version, kind, takes }, ['plugins', name]);
  });
  return [...typeProblems(daemon, own, []), ...notTables, ...ofPlugins];
}

/** What containerd's daemon or its CRI plugin refuses of a config.toml whose keys it has. */
export function containerdValueRules(
  spec: FullSpec,
  config: Mapping,
  format: ContainerdFormat,
  version: string,
): Diagnostic[] {
  const ofTypes = containerdTypes(config, format, version);
  // How keys go together is only to be told of values that can be read.
  if (hasErrors(ofTypes)) return ofTypes;
  const view = containerdView(spec, config, format, version);
  const imports = view.value(['imports']);
  // What other files name is not known here.
  const alone = !Array.isArray(imports) || imports.length === 0;
  const effect = `the CRI plugin of containerd ${version} would not load`;
  const relations = [...daemonRelations, proxyRelation, ...(alone ? [...runtimeRelations, ...imageRelations] : [])];
  return [
    ...ofTypes,
    ...(view.since('1.3.0') ? relations.flatMap((relation) => relation(view)) : []).map((refusal) =>
      refused(refusal, config, effect),
    ),
  ];
}
