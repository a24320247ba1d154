import type { ArtifactName } from '../../eras/artifact-names.js';
import { knownDigest } from '../../eras/catalogue.js';
import { eraAt, holdsIn } from '../../eras/lookup.js';
import { type Minimum, minima, staticBuilds } from '../../eras/minima.js';
import type { OperatingSystem } from '../../eras/operating-system.js';
import { compareReleases } from '../../eras/release-order.js';
import { systems } from '../../eras/systems.js';
import { diagnose } from '../../spec/diagnose.js';
import type { Diagnostic, SpecPath } from '../../spec/diagnostic.js';
import type { FullSpec } from '../full-spec.js';

/**
 * What an artifact needs of the machine; nothing is known of a build of the user's own, which has an address of its own or
 * another digest than the published one.
 */
function minimumOf({ artifacts, target }: FullSpec, name: ArtifactName, version: string): Minimum | undefined {
  const { url, digest } = artifacts.overrides[name];
  const isOwn = url !== null || (digest !== null && digest !== knownDigest(name, version, target.arch));
  return isOwn ? undefined : eraAt(minima[name], version);
}

/**
 * The build of an artifact that the system can start: the usual one, or the static one where the C library is older than
 * the usual one's.
 */
export function buildFor(spec: FullSpec, name: ArtifactName, version: string): ArtifactName {
  const needed = minimumOf(spec, name, version)?.glibc;
  const other = staticBuilds[name];
  if (!needed || other === undefined || !holdsIn(other, version)) return name;
  return compareReleases(systems[spec.target.os].glibc.release, needed) < 0 ? other.name : name;
}

/** A program that would not start on the system: its C library or its kernel is older than what the program needs. */
export function minimumProblems(
  spec: FullSpec,
  os: OperatingSystem,
  { name, version, origin }: { readonly name: ArtifactName; readonly version: string; readonly origin: SpecPath },
): Diagnostic[] {
  const minimum = minimumOf(spec, name, version);
  if (minimum === undefined) return [];
  const needs = [
    { what: 'glibc', need: minimum.glibc, has: os.glibc.release },
    { what: 'Linux', need: minimum.kernel, has: os.kernel },
  ];
  return needs.flatMap(({ what, need, has }) => {
    if (need === null || compareReleases(has, need) >= 0) return [];
    const args = { program: `${name} ${version}`, what, need, has, os: spec.target.os };
    return [diagnose('program-needs-newer', origin, args)];
  });
}
