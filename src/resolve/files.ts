import type { SpecPath } from '../spec/diagnostic.js';
import type { ResolvedFile } from './resolved.js';

/** A file as the spec has it, the cluster's or one machine's. */
export interface SpecFile {
  readonly path: string;
  readonly content: string;
  readonly mode?: string;
  readonly owner?: string;
}

/** `USER:GROUP`, or null for root's. */
export const ownerOf = (owner = 'root:root'): string | null => (owner === 'root:root' ? null : owner);

export function resolveFiles(files: readonly SpecFile[], origin: SpecPath): ResolvedFile[] {
  return files.map(({ path, content, mode, owner }, index) => ({
    path,
    content,
    mode: Number.parseInt(mode ?? '0644', 8),
    owner: ownerOf(owner),
    origin: [...origin, index],
  }));
}
