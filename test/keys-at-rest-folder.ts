import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { generateIdentity, identityToRecipient } from 'age-encryption';
import { expect } from 'vitest';
import { bootwright, workspace } from './cli-process.js';

export const read = (...parts: string[]): string => readFileSync(join(...parts), 'utf8');

export const armor = /^-----BEGIN AGE ENCRYPTED FILE-----\n/;

export const textsIn = (folder: string): ReadonlyMap<string, string> =>
  new Map(
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => statSync(join(folder, file)).isFile())
      .map((file) => [file, read(folder, file)]),
  );

export const keysIn = (folder: string): string[] =>
  [...textsIn(folder).keys()].filter((file) => file.endsWith('-key.pem'));

/** A workspace whose keys are to be encrypted to one identity. */
export async function sealed(): Promise<{ folder: string; identity: string; recipient: string }> {
  const folder = workspace({ keys: false });
  const identity = await generateIdentity();
  const recipient = await identityToRecipient(identity);
  writeFileSync(join(folder, 'key.txt'), `# a comment\n${identity}\n`);
  const seal = bootwright(folder, ['pki', 'seal', 'cluster.yaml', '--recipient', recipient]);
  expect(seal).toMatchObject({ status: 0, data: '' });
  expect(bootwright(folder, ['pki', 'issue', 'cluster.yaml'])).toMatchObject({ status: 0 });
  return { folder, identity, recipient };
}

export const render = (folder: string, env: Readonly<Record<string, string>> = {}, ...more: string[]) =>
  bootwright(folder, ['render', 'cluster.yaml', ...more], '', env);
