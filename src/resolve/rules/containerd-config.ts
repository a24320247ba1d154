import { containerdSections, movedKeys, movedTables, renamedKeys } from '../../eras/containerd-keys.js';
import { containerdFormats, containerdPlaces } from '../../eras/containerd-places.js';
import type { KeySection } from '../../eras/key-eras.js';
import { eraAt } from '../../eras/lookup.js';
import { diagnose } from '../../spec/diagnose.js';
import type { Diagnostic } from '../../spec/diagnostic.js';
import { isMapping } from '../../spec/mapping.js';
import type { NormalisedSpec } from '../full-spec.js';
import { containerdFormat } from '../runtime/containerd.js';
import { configOrigin, type KnownProgram, ownedSettings, tableProblems, unknownTable } from './known-keys.js';
import { containerdValueRules } from './runtime/containerd.js';

/** Plugins whose keys are known in one format or another. */
function isKnownPlugin(name: string): boolean {
  return Object.values(containerdSections()).some((sections) => sections.some(({ at }) => at[1] === name));
}

function pluginProblems(known: KnownProgram, plugins: unknown): Diagnostic[] {
  if (!isMapping(plugins)) return [];
  return Object.entries(plugins).flatMap(([name, table]): Diagnostic[] => {
    const section = known.sections.find(({ at }) => at[1] === name);
    if (section) return isMapping(table) ? tableProblems(known, section, table) : [];
    // Of other plugins nothing is known, and nothing is said.
    return isKnownPlugin(name) ? [unknownTable(known, table, ['plugins', name])] : [];
  });
}

function formatProblems(given: unknown, version: string): Diagnostic[] {
  const formats = eraAt(containerdFormats, version);
  if (given === undefined || formats.some((format) => format === given)) return [];
  const meant = typeof given === 'string' ? formats.find((format) => String(format) === given) : undefined;
  if (meant !== undefined) {
    const quoted = { expected: 'a whole number', value: String(meant) };
    return [diagnose('number-quoted', [...configOrigin, 'version'], quoted)];
  }
  const args = { format: String(given), version, formats: [...formats].sort().join(', ') };
  return [diagnose('containerd-format-unread', [...configOrigin, 'version'], args)];
}

/** What the spec lays over config.toml: keys that this containerd has, in the format that is written. */
export function containerdConfigRules({ spec }: NormalisedSpec): Diagnostic[] {
  const { name, version, config } = spec.runtime;
  if (name !== 'containerd') return [];
  const { version: givenFormat, plugins, ...daemon } = config;
  const ofFormat = formatProblems(givenFormat, version);
  if (ofFormat.length > 0) return ofFormat;
  const format = containerdFormat({ config }, version);
  const sections = containerdSections()[format];
  const file = `format ${format} of config.toml`;
  const known = { program: 'containerd', version, sections, renamed: renamedKeys, moved: movedTables, movedKeys, file };
  const places = eraAt(containerdPlaces[format], version);
  return [
    ...tableProblems(known, sections[0] as KeySection, daemon),
    ...pluginProblems(known, plugins),
    ...containerdValueRules(spec, config, format, version),
    ...ownedSettings(config, "containerd's config.toml", [
      ...(spec.runtime.registries.length > 0 ? [[places.registries, 'spec.runtime.registries'] as const] : []),
      [places.pauseImage, 'spec.runtime.pauseImage'],
      [places.systemdCgroup, 'spec.runtime.cgroupDriver'],
      [places.snapshotter, 'spec.runtime.snapshotter'],
      [places.cniBinary, 'spec.paths.cniBinaries'],
      [places.cniConfig, 'spec.paths.cniConfig'],
    ]),
  ];
}
