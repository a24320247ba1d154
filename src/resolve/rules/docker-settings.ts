import { type DockerSetting, daemonKeyOf, dockerSettings } from '../../eras/docker-settings.js';
import { diagnose } from '../../spec/diagnose.js';
import type { Diagnostic } from '../../spec/diagnostic.js';
import { suggestionFor } from '../../spec/suggestion.js';
import type { NormalisedSpec } from '../full-spec.js';
import { ownedSettings } from './known-keys.js';
import { eraProblems } from './setting-era.js';

type Place = 'flags' | 'config';

/** The settings by the name that each place has for them. */
function settingsOf(place: Place): ReadonlyMap<string, DockerSetting> {
  return new Map(
    Object.entries(dockerSettings).flatMap(([flag, setting]): [string, DockerSetting][] => {
      if (place === 'flags') return setting.flag === false ? [] : [[flag, setting]];
      const key = daemonKeyOf(flag);
      return key === undefined ? [] : [[key, setting]];
    }),
  );
}

function settingProblems(place: Place, names: readonly string[], version: string): Diagnostic[] {
  if (names.length === 0) return [];
  const known = settingsOf(place);
  return names.flatMap((name): Diagnostic[] => {
    const path = ['spec', 'runtime', place, name];
    const setting = place === 'flags' ? `flag --${name}` : `key ${name} in daemon.json`;
    const args = { program: 'Docker', version, setting };
    const found = known.get(name);
    if (found === undefined) {
      const suggestion = suggestionFor(name, [...known.keys()]);
      return [diagnose('runtime-setting-unknown', path, { ...args, suggestion }, 'key')];
    }
    return eraProblems(args, path, found);
  });
}

/** What the spec lays over dockerd's flags and daemon.json: settings that this Docker has, each in one place. */
export function dockerSettingRules({ spec }: NormalisedSpec): Diagnostic[] {
  const { name, version, flags, config, registries } = spec.runtime;
  if (name !== 'docker') return [];
  const twice = Object.keys(flags).flatMap((flag) => {
    const key = daemonKeyOf(flag);
    if (key === undefined || flags[flag] === null || config[key] === undefined || config[key] === null) return [];
    return [diagnose('runtime-setting-twice', ['spec', 'runtime', 'flags', flag], { flag, key }, 'key')];
  });
  return [
    ...settingProblems('flags', Object.keys(flags), version),
    ...settingProblems('config', Object.keys(config), version),
    ...twice,
    ...(registries.length > 0
      ? ownedSettings(config, 'daemon.json', [[['registry-mirrors'], 'spec.runtime.registries']])
      : []),
  ];
}
