import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { readCluster } from '../src/index.js';
import { hasErrors } from '../src/spec/severity.js';

/** What is told of a peer's own settings, and rightly so: each a warning. */
const told: Readonly<Record<string, readonly string[]>> = {
  gardener: [],
  kubespray: [],
  nodeadm: [],
};

const names = readdirSync('test/peers').map((file) => file.replace('.yaml', ''));

/** Dotted paths of every value of a mapping. */
function leaves(value: unknown, above = ''): string[] {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return [above];
  return Object.entries(value).flatMap(([key, below]) => leaves(below, `${above}/${key}`));
}

function settingsOf(name: string): string[] {
  const { spec } = parse(readFileSync(`test/peers/${name}.yaml`, 'utf8'));
  return [
    ...leaves(spec.kubelet.config, 'config'),
    ...leaves(spec.kubelet.flags, 'flags'),
    ...leaves(spec.runtime.config, 'runtime'),
  ];
}

it.each(names)('takes the settings that %s writes by default', (name) => {
  const { diagnostics } = readCluster(readFileSync(`test/peers/${name}.yaml`, 'utf8'));
  expect(diagnostics.filter((each) => hasErrors([each]))).toEqual([]);
  expect(diagnostics.map(({ code, path }) => `${code} ${path.join('.')}`)).toEqual(told[name]);
});

it('asks about the settings that peers have in common, and many more', () => {
  const all = names.map(settingsOf);
  expect(new Set(all.flat()).size).toBeGreaterThan(100);
  const common = all.flat().filter((setting, index, list) => list.indexOf(setting) !== index);
  expect(new Set(common).size).toBeGreaterThanOrEqual(25);
});
