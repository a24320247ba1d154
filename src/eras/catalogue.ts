import type { Architecture } from '../generated/names.js';
import { addresses } from './addresses.js';
import type { ArtifactName } from './artifact-names.js';
import { checksumFiles } from './checksum-files.js';
import { allLines, restOfLine } from './digest-lines.js';
import { eraAt } from './lookup.js';
import { compareReleases } from './release-order.js';

/** What `uname -m` says. */
const machines: Readonly<Record<Architecture, string>> = { amd64: 'x86_64', arm64: 'aarch64' };

/** An address with its release and architecture filled in. */
export function filledAddress(address: string, version: string, arch: Architecture): string {
  return address.replaceAll('{version}', version).replaceAll('{arch}', arch).replaceAll('{machine}', machines[arch]);
}

/** The upstream address of an artifact. */
export function upstreamAddress(name: ArtifactName, version: string, arch: Architecture): string {
  return filledAddress(eraAt(addresses[name], version), version, arch);
}

/** The published digest of an artifact as `sha256:…` or `sha512:…`; undefined where none is known. */
export function knownDigest(name: ArtifactName, version: string, arch: Architecture): string | undefined {
  return restOfLine(`${name} ${arch} ${version} `);
}

/** The releases with a known digest that are nearest to `version`: the one before it and the one after it. */
export function nearestKnown(name: ArtifactName, version: string, arch: Architecture): string[] {
  const known = [...allLines().matchAll(new RegExp(`^${name} ${arch} (\\S+) `, 'gm'))].map(
    ([, release = '']) => release,
  );
  const next = known.findIndex((release) => compareReleases(release, version) > 0);
  const at = next < 0 ? known.length : next;
  return known.slice(Math.max(at - 1, 0), at + 1);
}

/** Where upstream publishes an artifact's digest; undefined where it publishes none. */
export function publishedDigest(name: ArtifactName, version: string, arch: Architecture): string | undefined {
  const file = eraAt(checksumFiles[name], version);
  if (file === null) return undefined;
  const address = upstreamAddress(name, version, arch);
  return file.startsWith('.') ? `${address}${file}` : `${address.slice(0, address.lastIndexOf('/'))}/${file}`;
}
