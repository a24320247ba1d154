import type { File } from '../../generated/full-cluster-spec.js';
import type { SpecPath } from '../../spec/diagnostic.js';
import type { ResolvedFile } from '../resolved/resolved.js';

/** `USER:GROUP`, or null for root's. */
export const ownerOf = (owner: string): string | null => (owner === 'root:root' ? null : owner);

/** The octal digits of a mode as a number. */
export const modeOf = (digits: string): number => Number.parseInt(digits, 8);

/** Files as the spec has them, the cluster's or one machine's. */
export function resolveFiles(files: readonly File[], origin: SpecPath): ResolvedFile[] {
  return files.map(({ path, content, mode, owner }, index) => ({
    path,
    content,
    mode: modeOf(mode),
    owner: ownerOf(owner),
    origin: [...origin, index],
  }));
}
