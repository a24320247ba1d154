import type { ResolvedCluster, ResolvedHost } from '../resolve/resolved/resolved.js';
import type { Contribution } from './contribution.js';
import { plainFile } from './node-plan.js';

type Repositories = NonNullable<ResolvedHost['repositories']>;
type Source = Repositories['sources'][number];

/** A source as a file in the format of apt's, with one line for each of its fields. */
function suiteFile({ url, suite, components }: Source, key: string): string {
  const fields = { Types: 'deb', URIs: url, Suites: suite, Components: components.join(' '), 'Signed-By': key };
  return Object.entries(fields)
    .filter(([, value]) => value !== '')
    .map(([field, value]) => `${field}: ${value}\n`)
    .join('');
}

/** The same for dnf, tdnf and zypper: each package must be signed, whether or not its index is. zypper names that otherwise. */
function rpmFile({ name, url }: Source, key: string): string {
  const checks = `gpgcheck=1\nrepo_gpgcheck=0\npkg_gpgcheck=1\ngpgkey=file://${key}\n`;
  return `[bootwright-${name}]\nname=${name}\nbaseurl=${url}\nenabled=1\nautorefresh=1\n${checks}`;
}

/** Package sources of the spec's own, with the keys that sign them, before anything is installed. */
export function planPackageRepositories({ host: { repositories } }: ResolvedCluster): Contribution[] {
  if (repositories === null) return [];
  const { place, sources } = repositories;
  const text = place.suites ? suiteFile : rpmFile;
  const keyOf = ({ name }: Source): string => `${place.keys}/bootwright-${name}.asc`;
  const origin = (index: number) => ['spec', 'host', 'packageRepositories', index];
  const files = sources.flatMap((source, index) => [
    plainFile(keyOf(source), source.key.trim().concat('\n'), origin(index)),
    plainFile(
      `${place.directory}/bootwright-${source.name}.${place.ending}`,
      text(source, keyOf(source)),
      origin(index),
    ),
  ]);
  const keys = sources.map(keyOf);
  return [
    {
      files,
      steps: [{ name: 'repositories', command: ['take_repositories', ...keys], phase: 'preflight', keyed: true }],
    },
  ];
}
