import type { NodePlan } from './node-plan.js';

/** Something that must be on a machine: a file, a directory, or a directory of programs beside Kubernetes' own. */
export interface Wanted {
  readonly file: string;
  readonly names: 'file' | 'directory' | 'programs';
}

/** Whether a node's document or its downloads bring it. */
export function isBrought({ file, names }: Wanted, plan: NodePlan): boolean {
  const written = [...plan.files, ...plan.filesAtBoot].map(({ path }) => path);
  const paths = written.concat(plan.parts.flatMap(({ writes }) => writes));
  if (names === 'file') return plan.programs.has(file) || paths.includes(file);
  const directory = file.replace(/\/$/, '');
  if (names === 'directory' && plan.directories.some(({ path }) => path === directory)) return true;
  return paths.some((path) => path !== plan.statusProgram && path.startsWith(`${directory}/`));
}
