import {
  type BootstrapTokenPair,
  bootstrapTokenFile,
  instantText,
  readBootstrapToken,
  timeLeft,
  tokenState,
} from '../pki/bootstrap-token.js';
import type { ResolvedCluster } from '../resolve/resolved/resolved.js';
import { diagnose } from '../spec/diagnose.js';
import type { Diagnostic } from '../spec/diagnostic.js';
import type { KeyFolder } from './key-folder.js';

/** A cluster's bootstrap token, null where it has none or an error forbids to use it. */
export interface TokenReading {
  readonly token: BootstrapTokenPair | null;
  readonly diagnostics: readonly Diagnostic[];
}

const origin = ['spec', 'credentials', 'type'];

/** Reads the token of a cluster's folder of keys, where its documents hold one, and holds it against the clock. */
export function readToken(
  { name, bootstrap }: ResolvedCluster,
  { lookup, pathOf }: KeyFolder,
  now: Date,
): TokenReading {
  if (bootstrap === null) return { token: null, diagnostics: [] };
  const file = pathOf(bootstrapTokenFile);
  const text = lookup(bootstrapTokenFile);
  if (text === undefined) {
    const args = { what: 'the bootstrap token', owner: name, file };
    return { token: null, diagnostics: [diagnose('credentials-missing', origin, args)] };
  }
  const token = readBootstrapToken(text);
  if (typeof token === 'string') {
    return { token: null, diagnostics: [diagnose('bootstrap-token-malformed', origin, { file, reason: token })] };
  }
  if (token.expires === null) return { token, diagnostics: [] };
  const until = instantText(token.expires);
  const state = tokenState(token, now);
  if (state === 'over') {
    return { token: null, diagnostics: [diagnose('bootstrap-token-expired', origin, { file, until })] };
  }
  const ending = diagnose('bootstrap-token-expiring', origin, { file, until, left: timeLeft(token.expires, now) });
  return { token, diagnostics: state === 'ending' ? [ending] : [] };
}
