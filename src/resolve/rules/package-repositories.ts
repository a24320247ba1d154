import { sourcePlaces, withoutArmoredKeys } from '../../eras/package-managers.js';
import { systems } from '../../eras/systems.js';
import { diagnose } from '../../spec/diagnose.js';
import type { Diagnostic } from '../../spec/diagnostic.js';
import type { NormalisedSpec } from '../full-spec.js';

/** Package sources of the spec's own, for the system's package manager. */
export function packageRepositoryRules({ spec, given }: NormalisedSpec): Diagnostic[] {
  const { os } = spec.target;
  const { packageManager: manager } = systems[os];
  const own = spec.host.packageRepositories;
  // Where nothing installs packages, that is what is told.
  if (manager === null || own.length === 0) return [];
  const path = ['spec', 'host', 'packageRepositories'];
  const unread = (place: (string | number)[], why: string): Diagnostic =>
    diagnose('host-setting-unread', [...path, ...place], { setting: setting(place), os, why }, 'key');
  if (withoutArmoredKeys.includes(os)) return [unread([], 'its apt reads no armored keys')];
  const { suites } = sourcePlaces[manager];
  return own.flatMap((source, index) => {
    const said = (['suite', 'components'] as const).filter(
      (key) => given.host?.packageRepositories?.[index]?.[key] !== undefined,
    );
    const first = own.findIndex(({ name }) => name === source.name);
    return [
      ...(first < index
        ? [diagnose('list-duplicate', [...path, index], { value: source.name, first: first + 1 })]
        : []),
      ...(suites ? [] : said.map((key) => unread([index, key], `${manager} knows no suites`))),
      ...(suites && source.suite === null
        ? [diagnose('repository-without-suite', [...path, index], { name: source.name, os })]
        : []),
    ];
  });
}

const setting = (place: readonly (string | number)[]): string =>
  ['host.packageRepositories', ...place.filter((part) => typeof part === 'string')].join('.');
