/** A token as kubeadm makes them: `id` names its Secret and may be shown, `secret` is one. */
export interface BootstrapTokenPair {
  readonly id: string;
  readonly secret: string;
  /** From then on the API server refuses it; null: only its Secret in the cluster knows. */
  readonly expires: Date | null;
}

/** The file of the PKI folder that holds the token. */
export const bootstrapTokenFile = 'bootstrap-token';

const alphabet = '0123456789abcdefghijklmnopqrstuvwxyz';
const hour = 3_600_000;

/** Letters and digits, each as likely as any other: bytes beyond the last whole alphabet are thrown away. */
function randomText(length: number): string {
  const fair = 256 - (256 % alphabet.length);
  let text = '';
  while (text.length < length) {
    for (const byte of crypto.getRandomValues(new Uint8Array(length))) {
      if (byte < fair && text.length < length) text += alphabet[byte % alphabet.length];
    }
  }
  return text;
}

/** Makes a token that holds for so many hours. The clock is the caller's. */
export function createBootstrapToken({ hours, now }: { hours: number; now: Date }): BootstrapTokenPair {
  const seconds = Math.floor((now.getTime() + hours * hour) / 1000);
  return { id: randomText(6), secret: randomText(16), expires: new Date(seconds * 1000) };
}

/** An instant as Kubernetes and this file have it: to the second, UTC. */
export function instantText(instant: Date): string {
  return instant.toISOString().replace(/\.\d+Z$/, 'Z');
}

/** The text of the token's file: one line, the token and when it ends, where that is known. */
export function formatBootstrapToken({ id, secret, expires }: BootstrapTokenPair): string {
  return `${[`${id}.${secret}`, ...(expires ? [instantText(expires)] : [])].join(' ')}\n`;
}

/** Reads the token's file; of one that is none, the reason. */
export function readBootstrapToken(text: string): BootstrapTokenPair | string {
  const [token = '', end, ...more] = text.trim().split(/\s+/);
  if (token === '') return 'it is empty';
  const [, id, secret] = /^([a-z0-9]{6})\.([a-z0-9]{16})$/.exec(token) ?? [];
  // Not the text itself: it may be a token with a slip in it.
  if (id === undefined || secret === undefined) {
    return 'a token is six lower-case letters or digits, a dot, and sixteen more';
  }
  // As `kubeadm token create` prints it.
  if (end === undefined) return { id, secret, expires: null };
  const expires = new Date(end);
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(end) || Number.isNaN(expires.getTime())) {
    return `${JSON.stringify(end.slice(0, 40))} is no instant, as 2026-11-22T17:00:00Z is one`;
  }
  return more.length > 0 ? 'there is more in it than a token and its end' : { id, secret, expires };
}

export type TokenState = 'good' | 'ending' | 'over';

/** Whether a machine can still join with it: `ending` is less than an hour, which is little for a first boot. */
export function tokenState({ expires }: BootstrapTokenPair, now: Date): TokenState {
  if (expires === null) return 'good';
  const left = expires.getTime() - now.getTime();
  return left <= 0 ? 'over' : left < hour ? 'ending' : 'good';
}

/** Its end and the time until then in words, as in `until 2026-11-22T17:00:00Z (23 hours)`. */
export function endText({ expires }: BootstrapTokenPair, now: Date): string {
  return expires === null
    ? 'until an end that only the cluster knows'
    : `until ${instantText(expires)} (${timeLeft(expires, now)})`;
}

/** The time until an instant in words, as in `23 hours`. */
export function timeLeft(expires: Date, now: Date): string {
  const minutes = Math.floor((expires.getTime() - now.getTime()) / 60_000);
  const [count, unit] =
    minutes < 120
      ? [minutes, 'minute']
      : minutes < 2 * 24 * 60
        ? [Math.floor(minutes / 60), 'hour']
        : [Math.floor(minutes / (24 * 60)), 'day'];
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}
