import { readdirSync, readFileSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** A process that makes keys in a folder, as the name of its file there says. */
interface Claim {
  readonly file: string;
  readonly host: string;
  readonly process: number;
  /** When the process began, which tells it from a later one of the same number; empty where the system does not say. */
  readonly began: string;
}

const pattern = /^\.bootwright-lock~([^~]*)~(\d+)~(\w*)$/;

/** The numbers of processes mean something on one machine, and there in one container: its PID namespace (namespaces(7)). */
function numberSpace(): string {
  try {
    return `${hostname()} ${readlinkSync('/proc/self/ns/pid')}`;
  } catch {
    return hostname();
  }
}

const ownHost = encodeURIComponent(numberSpace()).replaceAll('~', '%7E').slice(0, 150);

/** When a process began: ticks since the boot, and which boot (proc(5)); empty where the system does not say, null for one that has ended. */
function beginOf(process: number): string | null {
  try {
    const stat = readFileSync(`/proc/${process}/stat`, 'latin1');
    // The program's name in brackets may hold blanks and brackets itself: counted behind it, the state is first and field 22 the 20th.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (fields[0] === 'Z' || fields[0] === 'X') return null;
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'latin1').trim().replaceAll('-', '');
    return `${boot}_${fields[19] ?? ''}`;
  } catch {
    return '';
  }
}

function isAlive({ host, process: number, began }: Claim): boolean {
  // Nothing is known of another machine's processes: its claim holds until somebody takes it away.
  if (host !== ownHost) return true;
  try {
    process.kill(number, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
  }
  const begin = beginOf(number);
  return begin !== null && (began === '' || begin === '' || began === begin);
}

function claimsIn(folder: string): Claim[] {
  return readdirSync(folder).flatMap((file) => {
    const [, host, number, began] = pattern.exec(file) ?? [];
    return host === undefined || began === undefined ? [] : [{ file, host, process: Number(number), began }];
  });
}

/** The machine's name for people, which may be cut in the middle of an escape. */
const hostOf = ({ host }: Claim): string => host.replace(/%20.*$/, '');

/** Somebody else who makes keys there. */
export interface LockHolder {
  readonly process: number;
  readonly host: string;
  /** The file that says so. */
  readonly file: string;
}

/**
 * Claims a folder for one process; gives the way to release it, or who has it. Each process writes a file of its own and
 * looks for others after that, so of two that claim at once at least one sees the other, and nobody has to replace a
 * file that somebody else may just have replaced. What a killed process left is nobody's again, and is deleted.
 */
export function claimFolder(folder: string): (() => void) | LockHolder {
  const own = `.bootwright-lock~${ownHost}~${process.pid}~${beginOf(process.pid) ?? ''}`;
  const release = () => rmSync(join(folder, own), { force: true });
  writeFileSync(join(folder, own), '');
  const others = claimsIn(folder).filter(({ file }) => file !== own);
  for (const claim of others) if (!isAlive(claim)) rmSync(join(folder, claim.file), { force: true });
  const holder = others.find(isAlive);
  if (holder === undefined) return release;
  release();
  return { process: holder.process, host: hostOf(holder), file: join(folder, holder.file) };
}

/** Claims a folder, and waits for whoever has it; gives who still has it when `patience` (milliseconds) is over. */
export async function lockFolder(
  folder: string,
  patience: number,
  tell: (holder: LockHolder) => void,
): Promise<(() => void) | LockHolder> {
  const end = Date.now() + patience;
  for (let told = false; ; told = true) {
    const claim = claimFolder(folder);
    if (typeof claim === 'function' || Date.now() >= end) return claim;
    if (!told) tell(claim);
    // Not in step with the others that wait.
    await sleep(50 + Math.random() * 150);
  }
}
