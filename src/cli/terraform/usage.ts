import { isAbsolute, join } from 'node:path';
import { chooseArguments } from '../../cluster/terraform-argument.js';
import { usageLines } from '../../cluster/terraform-module.js';
import type { RenderJob } from '../render/job.js';

/** How a job's module is used, to be copied into one's own configuration. */
export function moduleUsage({ cluster, folder }: RenderJob, argument: string | null): string {
  const chosen = chooseArguments(cluster, argument);
  if (chosen === undefined) throw new TypeError(`${cluster.name} has no module`);
  const path = join(folder, 'terraform').replaceAll('\\', '/');
  return `\n${usageLines(chosen, isAbsolute(path) || path.startsWith('.') ? path : `./${path}`).join('\n')}`;
}
