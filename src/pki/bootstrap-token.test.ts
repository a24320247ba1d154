import { describe, expect, it } from 'vitest';
import {
  createBootstrapToken,
  endText,
  formatBootstrapToken,
  readBootstrapToken,
  timeLeft,
  tokenState,
} from './bootstrap-token.js';

const now = new Date('2026-11-21T17:33:18.900Z');
const token = { id: 'abcdef', secret: '0123456789abcdef', expires: new Date('2026-11-22T17:33:18Z') };

describe('a bootstrap token', () => {
  it('comes back from its file as it was made', () => {
    const made = createBootstrapToken({ hours: 24, now });
    expect(made.id).toMatch(/^[a-z0-9]{6}$/);
    expect(made.secret).toMatch(/^[a-z0-9]{16}$/);
    expect(made.expires).toEqual(token.expires);
    expect(readBootstrapToken(formatBootstrapToken(made))).toEqual(made);
    expect(formatBootstrapToken(token)).toBe('abcdef.0123456789abcdef 2026-11-22T17:33:18Z\n');
  });

  it('is another one each time, of all letters and digits', () => {
    const made = Array.from({ length: 500 }, () => createBootstrapToken({ hours: 1, now }));
    expect(new Set(made.map(({ secret }) => secret)).size).toBe(500);
    expect(new Set(made.flatMap(({ id, secret }) => [...id, ...secret])).size).toBe(36);
  });

  it.each([
    ['', 'it is empty'],
    ['abcdef.0123456789ABCDEF 2026-11-22T17:33:18Z', 'six lower-case letters or digits'],
    ['abcdef0123456789abcdef 2026-11-22T17:33:18Z', 'six lower-case letters or digits'],
    ['abcdef.0123456789abcdef tomorrow', '"tomorrow" is no instant'],
    ['abcdef.0123456789abcdef 2026-13-22T17:33:18Z', 'is no instant'],
    ['abcdef.0123456789abcdef 2026-11-22', 'is no instant'],
    ['abcdef.0123456789abcdef 2026-11-22T17:33:18Z abcdef', 'more in it'],
  ])('is not read from %j', (text, reason) => {
    expect(readBootstrapToken(text)).toContain(reason);
  });

  it('is taken as kubeadm prints it, without its end', () => {
    const bare = readBootstrapToken('abcdef.0123456789abcdef\n');
    expect(bare).toEqual({ ...token, expires: null });
    if (typeof bare === 'string') throw new Error(bare);
    expect(formatBootstrapToken(bare)).toBe('abcdef.0123456789abcdef\n');
    expect(tokenState(bare, now)).toBe('good');
    expect(endText(bare, now)).toBe('until an end that only the cluster knows');
  });

  it('never says the text of a token that is not quite one', () => {
    expect(readBootstrapToken('abcdef.0123456789abcdeX 2026-11-22T17:33:18Z')).not.toContain('0123');
  });

  it.each([
    ['2026-11-22T17:33:18Z', 'over'],
    ['2026-11-22T17:33:17Z', 'ending'],
    ['2026-11-22T16:33:19Z', 'ending'],
    ['2026-11-22T16:33:18Z', 'good'],
  ] as const)('is at %s %s', (instant, state) => {
    expect(tokenState(token, new Date(instant))).toBe(state);
  });

  it.each([
    ['2026-11-22T17:32:00Z', '1 minute'],
    ['2026-11-22T15:33:19Z', '119 minutes'],
    ['2026-11-22T15:33:18Z', '2 hours'],
    ['2026-11-20T17:33:18Z', '2 days'],
  ])('has at %s %s left', (instant, left) => {
    expect(timeLeft(token.expires, new Date(instant))).toBe(left);
  });
});
