import { dirname } from 'node:path';
import { reviewFolder } from '../../copies/review-copies.js';
import { keepOutOfGit } from '../files/keep-out-of-git.js';
import { adminKubeconfigFile } from './admin-kubeconfig.js';
import type { RenderJob } from './job.js';

/**
 * Before a document is there, git is told to leave it alone, and all else in its folder but the copies for review: in the
 * .gitignore beside that folder. What it says where one of the user's own lets a secret through is a warning.
 */
export function keepDocumentsOutOfGit(
  { cluster: { name }, folder }: RenderJob,
  document: string | undefined,
): string[] {
  const secrets = [adminKubeconfigFile, ...(document === undefined ? [] : [document])].map((file) => `${name}/${file}`);
  const lines = { line: `/${name}/*`, except: `!/${name}/${reviewFolder}/` };
  const warning = keepOutOfGit({ folder: dirname(folder), ...lines, secrets });
  return warning === undefined ? [] : [warning];
}
