import { join } from 'node:path';
import {
  type BootstrapTokenPair,
  bootstrapTokenFile,
  createBootstrapToken,
  endText,
  formatBootstrapToken,
  instantText,
  readBootstrapToken,
  tokenState,
} from '../../pki/bootstrap-token.js';
import { sealOf } from '../../pki/sealed.js';
import { coloursFor } from '../colour.js';
import { say } from '../console.js';
import { placeToWrite } from '../files/place-below.js';
import { replaceFile } from '../files/replace-file.js';
import type { PkiCluster } from './cluster.js';

/** The bootstrap token as `pki list` shows it: never its secret. */
export interface TokenRow {
  readonly file: string;
  readonly id: string | null;
  readonly validUntil: string | null;
  readonly hoursLeft: number | null;
  readonly state: 'kept' | 'missing' | 'expired' | 'wrong';
  readonly problem: string | null;
}

const hour = 3_600_000;

function rowOf(token: BootstrapTokenPair | string | undefined, now: Date): TokenRow {
  const none = { file: bootstrapTokenFile, id: null, validUntil: null, hoursLeft: null };
  if (token === undefined) return { ...none, state: 'missing', problem: null };
  if (typeof token === 'string') return { ...none, state: 'wrong', problem: token };
  return {
    file: bootstrapTokenFile,
    id: token.id,
    validUntil: token.expires && instantText(token.expires),
    hoursLeft: token.expires && Math.floor((token.expires.getTime() - now.getTime()) / hour),
    state: tokenState(token, now) === 'over' ? 'expired' : 'kept',
    problem: null,
  };
}

function present({ vault }: PkiCluster): BootstrapTokenPair | string | undefined {
  const text = vault.lookup(bootstrapTokenFile);
  return text === undefined ? undefined : readBootstrapToken(text);
}

/** The token of a folder; undefined where the documents hold certificates. */
export function tokenRow(pki: PkiCluster, now: Date): TokenRow | undefined {
  if (pki.cluster.bootstrap === null) return undefined;
  // One that is encrypted and was not opened is there, and that is all that is known of it.
  const isClosed = sealOf(pki.vault.lookup(bootstrapTokenFile) ?? '') !== null;
  const closed = { file: bootstrapTokenFile, id: null, validUntil: null, hoursLeft: null, problem: null };
  return isClosed ? { ...closed, state: 'kept' } : rowOf(present(pki), now);
}

async function save({ folder, vault }: PkiCluster, token: BootstrapTokenPair): Promise<void> {
  const text = await vault.seal(formatBootstrapToken(token));
  replaceFile(placeToWrite(folder, bootstrapTokenFile), text, 0o600);
}

/**
 * Makes the token where there is none, or where its time is over; one that is still good is kept, unless a new one is
 * asked for. A file that holds something else is its owner's to look at.
 */
export async function settleToken(pki: PkiCluster, now: Date, renew = false): Promise<TokenRow | undefined> {
  const { cluster, folder } = pki;
  if (cluster.bootstrap === null) return undefined;
  const path = join(folder, bootstrapTokenFile);
  const before = present(pki);
  if (typeof before === 'string' && !renew) return rowOf(before, now);
  if (typeof before === 'object' && tokenState(before, now) !== 'over' && !renew) {
    say(`${path}: kept, ${before.id} ${endText(before, now)}`);
    return rowOf(before, now);
  }
  const token = createBootstrapToken({ hours: cluster.bootstrap.hours, now });
  await save(pki, token);
  const was = before === undefined ? 'made' : 'replaced';
  say(`${path}: ${was}, ${token.id} ${endText(token, now)}`);
  return rowOf(token, now);
}

/** One line about the token, beside the table of pairs. */
export function tokenText({ id, validUntil, state }: TokenRow): string {
  const until = validUntil === null ? '' : ` until ${validUntil}`;
  return `${bootstrapTokenFile}: ${id === null ? '' : `${id}${until}, `}${state}\n`;
}

/** Says what is wrong with the token; true where that is an error. */
export function sayTokenProblem(folder: string, row: TokenRow | undefined): boolean {
  if (row === undefined || row.state === 'kept') return false;
  const texts = {
    missing: ['does not exist yet', 'run "bootwright pki issue"'],
    expired: [`ended at ${row.validUntil}`, 'run "bootwright pki issue"'],
    wrong: [`does not hold a bootstrap token: ${row.problem}`, 'delete it and run "bootwright pki issue"'],
  } as const;
  const [text, wayOut] = texts[row.state];
  say(`${coloursFor('talk').red('error')}: ${join(folder, row.file)} ${text}\n  hint: ${wayOut}`);
  return true;
}
