import { readFileSync } from 'node:fs';
import draft04 from 'ajv-draft-04';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { everyGoldenOf } from '../goldens.js';

for (const release of ['22.4.2', '26.2']) {
  const Ajv = draft04.default;
  const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false });
  const validate = ajv.compile(JSON.parse(readFileSync(`schemas/upstream/cloud-init-${release}.schema.json`, 'utf8')));

  it.each(everyGoldenOf('cloud-config'))(`$name passes the schema of cloud-init ${release}`, ({ text }) => {
    validate(parse(text, { version: '1.1' }));
    expect(validate.errors ?? []).toEqual([]);
  });

  it(`cloud-init ${release} would refuse a mode that is a number`, () => {
    expect(validate({ write_files: [{ path: '/a', permissions: 644, content: 'x' }] })).toBe(false);
  });
}
