import { loadYaml } from '../pyyaml/load.js';
import { Refused } from '../pyyaml/refused.js';
import { isMapping } from '../spec/mapping.js';

/** A cloud-config of the user's own as cloud-init loads it, or why cloud-init would not. */
export type OwnConfig = { readonly config: Readonly<Record<string, unknown>> } | { readonly flaw: string };

/** Reads one as PyYAML does, which is what cloud-init reads it with. */
export function readOwnConfig(content: string): OwnConfig {
  try {
    const config = loadYaml(content);
    return isMapping(config) ? { config } : { flaw: 'it is not a mapping' };
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return { flaw: `PyYAML cannot load it: ${error.message}` };
  }
}

/** The same path without `//`, `/./` and `/../`. */
function plainPath(path: string): string {
  const names: string[] = [];
  for (const name of path.split('/')) {
    if (name === '..') names.pop();
    else if (name !== '' && name !== '.') names.push(name);
  }
  return `/${names.join('/')}`;
}

/** The paths that a cloud-config's write_files names. */
export function writtenPaths(content: string): string[] {
  const read = readOwnConfig(content);
  const files = 'config' in read && Array.isArray(read.config.write_files) ? read.config.write_files : [];
  const paths = files.flatMap((file) => (typeof file?.path === 'string' ? [plainPath(file.path)] : []));
  return [...new Set(paths)];
}

/** Where a cloud-config's mounts go; a swap's is `none`. */
export function mountPoints(content: string): string[] {
  const read = readOwnConfig(content);
  const mounts = 'config' in read && Array.isArray(read.config.mounts) ? read.config.mounts : [];
  const points = mounts.flatMap((mount) => (Array.isArray(mount) && typeof mount[1] === 'string' ? [mount[1]] : []));
  return points.filter((point) => point.startsWith('/')).map((point) => point.replace(/(?<=.)\/+$/, ''));
}
