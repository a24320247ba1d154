import { complain } from './console.js';
import { type ExitStatus, exitStatus } from './exit-status.js';

/** Says what is wrong with the way the program was called, and ends with the status for that. */
export function misuse(text: string): ExitStatus {
  complain(`bootwright: ${text}`);
  return exitStatus.misused;
}
