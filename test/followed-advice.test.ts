import { execFileSync } from 'node:child_process';
import { readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { codes } from '../src/spec/codes.js';
import { bootwright, ensureBuilt, type Run, workspace } from './cli-process.js';
import { installed, judged } from './judges/judge.js';

beforeAll(ensureBuilt);

/** Runs `bootwright … && bootwright …` as a shell would. */
function followed(folder: string, commands: string): Run[] {
  return commands.split(' && ').map((command) => {
    const [program, ...args] = command.split(' ');
    expect(program).toBe('bootwright');
    return bootwright(folder, args);
  });
}

it('what `explain credentials-missing` shows as bad is refused, and as good is not', () => {
  const { bad, good } = codes['credentials-missing'].doc;
  const folder = workspace({ keys: false });
  expect(followed(folder, bad).map(({ status }) => status)).toEqual([1]);
  expect(followed(folder, good).map(({ status }) => status)).toEqual([0, 0]);
});

judged('openssl', installed('openssl', 'version'), (openssl) => {
  describe('the hint about a CA that ends soon', () => {
    const renewed = (folder: string, days: number) => {
      const pki = join(folder, 'pki');
      const command = `x509 -in ca.pem -signkey ca-key.pem -days ${days} -out new.pem`;
      execFileSync(openssl, command.split(' '), { cwd: pki, stdio: 'pipe' });
      renameSync(join(pki, 'new.pem'), join(pki, 'ca.pem'));
    };

    it('renews it so that all that it has signed stays valid', () => {
      const folder = workspace({ keys: false });
      expect(bootwright(folder, ['pki', 'issue', 'cluster.yaml']).status).toBe(0);
      renewed(folder, 20);
      const { status, talk } = bootwright(folder, ['render', 'cluster.yaml']);
      expect(status).toBe(0);
      expect(talk.match(/\[credentials-expiring\]/g)).toHaveLength(1);
      // The command itself, but for its number of days, stands in the hint.
      expect(talk).toContain('openssl x509 -in ca.pem -signkey ca-key.pem -days 3650 -out new.pem');
      const keys = readFileSync(join(folder, 'pki', 'ca-key.pem'), 'utf8');
      renewed(folder, 3650);
      const after = bootwright(folder, ['render', 'cluster.yaml']);
      expect(after).toMatchObject({ status: 0, talk: expect.not.stringContaining('[credentials-') });
      expect(readFileSync(join(folder, 'pki', 'ca-key.pem'), 'utf8')).toBe(keys);
    });
  });
});
