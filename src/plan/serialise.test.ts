import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { yamlText } from './serialise.js';

// What Go's YAML takes for a number, the API server refuses where it wants text. Tried with kubectl 1.36.4.
it.each(['0o1234', '0O17', '0X1F', '0B11', '123456', '12e456', '0x1234', '0b1010', '000017', '1_000', '1:30', 'yes'])(
  'the text %s stays text for readers of YAML 1.1, 1.2 and Go',
  (value) => {
    const text = yamlText({ value });
    expect(text).toBe(`value: ${JSON.stringify(value)}\n`);
    for (const version of ['1.1', '1.2'] as const) expect(parse(text, { version })).toEqual({ value });
  },
);
