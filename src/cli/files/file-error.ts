import { UnsafePlaceError } from './place-below.js';

/** Why the system refused a file, in words; the codes are those of errno(3). */
const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'no such file or folder',
  EACCES: 'permission denied',
  EPERM: 'the operation is not permitted',
  EISDIR: 'it is a folder',
  ENOTDIR: 'a part of the path is a file, not a folder',
  EEXIST: 'it already exists',
  EROFS: 'the file system is read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EMFILE: 'too many files are open',
  ENAMETOOLONG: 'the name is too long',
  ELOOP: 'too many symbolic links',
  EIO: 'the disk reported an error',
};

const reading = new Set(['read', 'scandir', 'stat', 'lstat', 'readlink']);

/** What to tell the user of an error that the file system raised; undefined for every other error. */
export function fileErrorText(error: unknown): string | undefined {
  if (error instanceof UnsafePlaceError) return error.message;
  if (!(error instanceof Error)) return undefined;
  const { code, syscall, path, dest } = error as NodeJS.ErrnoException & { dest?: string };
  if (code === undefined || syscall === undefined || !/^E[A-Z]+$/.test(code)) return undefined;
  const verb = reading.has(syscall) || (syscall === 'open' && code === 'ENOENT') ? 'read' : 'use';
  const name = dest ?? path;
  return `cannot ${verb} ${name ?? 'a file'}: ${reasons[code] ?? code}`;
}
