import { expect, it } from 'vitest';
import { unitWord } from './unit-word.js';

it('leaves a variable to systemd, and nothing else', () => {
  expect(unitWord({ before: '--node-ip=', variable: 'NODE_IP' })).toBe(`--node-ip=\${NODE_IP}`);
  expect(unitWord(`--node-ip=\${NODE_IP}`)).toBe(`"--node-ip=$\${NODE_IP}"`);
});
