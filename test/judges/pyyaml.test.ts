import { expect, it } from 'vitest';
import { everyGoldenOf } from '../goldens.js';
import { installed, judged, outputOf } from './judge.js';

/** Reads documents (one path a line) as cloud-init does, and prints what each of them says. */
const reader = `
import json, sys, yaml
print(json.dumps([yaml.safe_load(open(path.strip(), "rb")) for path in sys.stdin]))
`;

judged(
  'PyYAML',
  installed('python3', '-c', 'import yaml') ?? installed('/usr/bin/python3', '-c', 'import yaml'),
  (python) => {
    const goldens = everyGoldenOf('cloud-config');

    it('reads back from every golden just what the yaml package reads', () => {
      const read = JSON.parse(outputOf(python, ['-c', reader], goldens.map(({ path }) => `${path}\n`).join('')));
      for (const [index, { files }] of goldens.entries()) expect(read[index].write_files).toEqual(files);
    });
  },
);
