import { addresses } from '../src/eras/addresses.js';
import { type ArtifactName, artifactNames } from '../src/eras/artifact-names.js';
import { filledAddress, upstreamAddress } from '../src/eras/catalogue.js';
import type { Architecture } from '../src/generated/names.js';

/** What a file is, by where it lies. */
export interface ArtifactFile {
  readonly name: ArtifactName;
  readonly arch: Architecture;
  readonly version: string;
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Finds the release in an address made from `template`, also below a folder in which `wget -x` laid the file. */
function matcher(template: string, arch: Architecture): RegExp {
  const place = filledAddress(template, '\0', arch).replace(/^https:\/\//, '');
  const [first = '', ...rest] = place.split('\0').map(escaped);
  return new RegExp(`(?:^|/)${first}([0-9][0-9A-Za-z.+-]*)${rest.join('\\1')}$`);
}

/** The addresses of each era; and the file's name alone, where it has both release and architecture. */
function templatesOf(name: ArtifactName): string[] {
  const full = addresses[name].map(({ value }) => value);
  const names = full.map((value) => value.slice(value.lastIndexOf('/') + 1));
  return [...full, ...names.filter((file) => file.includes('{version}') && /\{(arch|machine)\}/.test(file))];
}

const matchers = artifactNames.flatMap((name) =>
  (['amd64', 'arm64'] as const).flatMap((arch) =>
    templatesOf(name).map((template) => ({ name, arch, pattern: matcher(template, arch) })),
  ),
);

/** The artifact that lies at an address, or at a path that ends like one; undefined for files of no concern. */
export function artifactAt(address: string): ArtifactFile | undefined {
  const place = address.replace(/^https?:\/\//, '');
  for (const { name, arch, pattern } of matchers) {
    const version = pattern.exec(place)?.[1];
    // Two eras' names can both fit (docker-17.03.2-ce.tgz): the right one is what the release leads back to.
    if (version !== undefined && place.endsWith(upstreamAddress(name, version, arch).replace(/^.*\//, ''))) {
      return { name, arch, version };
    }
  }
  return undefined;
}
