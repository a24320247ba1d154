import { join } from 'node:path';
import type { Laboratory } from '../machine/laboratory.js';

/** A file of the cluster's side that the product has rendered. */
export function clusterFile({ document }: Pick<Laboratory, 'document'>, name: string): string {
  if (document.clusterSide === undefined) throw new Error("there is no cluster's side");
  return join(document.clusterSide, name);
}
