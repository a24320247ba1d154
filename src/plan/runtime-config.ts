import type { ResolvedRuntime } from '../resolve/resolved/resolved.js';
import type { SpecPath } from '../spec/diagnostic.js';
import { keyFile, type PlannedFile, plainFile } from './node-plan.js';

/** The runtime's configuration; closed where the spec has a part in it, which may hold a registry's credentials. */
export function runtimeConfig(
  { config }: Pick<ResolvedRuntime, 'config'>,
  path: string,
  content: string,
  origin: SpecPath,
): PlannedFile {
  return Object.keys(config).length > 0 ? keyFile(path, content, origin) : plainFile(path, content, origin);
}
