import type { IgnitionVersion } from '../generated/names.js';

/** A version of Ignition's configuration specification that documents can name. */
export interface IgnitionSpecification {
  /** The first Ignition that reads it. */
  readonly ignition: string;
  readonly source: string;
}

const source = 'coreos/ignition docs/specs.md v2.26.0';

/** Newest last. What the documents use is in all of them: files with gzip and data URLs, units, a config that replaces. */
export const ignitionSpecifications: Readonly<Record<IgnitionVersion, IgnitionSpecification>> = {
  '3.2.0': { ignition: '2.7.0', source },
  '3.3.0': { ignition: '2.11.0', source },
  '3.4.0': { ignition: '2.15.0', source },
  '3.5.0': { ignition: '2.20.0', source },
  '3.6.0': { ignition: '2.26.0', source },
};

/** Read by every Flatcar since 3185 and every Fedora CoreOS of today. */
export const defaultIgnition: IgnitionVersion = '3.3.0';
