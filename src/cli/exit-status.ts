/** What the process ends with: scripts rely on it. */
export const exitStatus = {
  fine: 0,
  /** The spec, the keys or the check is not fine. */
  refused: 1,
  /** Wrong usage, or a file that can't be read or written. */
  misused: 2,
  /** A mistake of Bootwright's own. */
  broken: 3,
  /** What a shell reports for a program that Ctrl-C ended. */
  interrupted: 130,
} as const;

export type ExitStatus = (typeof exitStatus)[keyof typeof exitStatus];
