import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { envelopes } from '../../src/encode/encode.js';
import { type Budget, fitDocument } from '../../src/encode/fit.js';
import type { NodePlan, PlannedPart } from '../../src/plan/node-plan.js';
import { readDocument } from '../../src/review/read-document.js';
import { documentsOf, specText } from '../fixture-input.js';
import { cloudInits, readByCloudInit } from './cloud-init-code.js';
import { judged } from './judge.js';

const [fixture] = documentsOf(specText('mime-parts'), 'mime-parts');
const plan = fixture?.plan as NodePlan;
const ours = parse(envelopes['cloud-config'].encode(plan), { version: '1.1' });

const scripts: readonly PlannedPart[] = [
  { type: 'text/x-shellscript', content: '#!/bin/sh\necho "é €"\n', encoding: 'base64', writes: [], mounts: [] },
  {
    type: 'text/x-shellscript',
    content: '#!/bin/sh\n--bootwright\n--bootwright--\n',
    encoding: 'none',
    writes: [],
    mounts: [],
  },
  {
    type: 'text/cloud-boothook',
    content: '#cloud-boothook\n#!/bin/sh\nFrom here\r\n\tto there',
    encoding: 'base64',
    writes: [],
    mounts: [],
  },
];
const config: PlannedPart = {
  type: 'text/cloud-config',
  content:
    '#cloud-config\nwrite_files: [{path: /etc/motd, content: "Zoë\\n"}]\nbootcmd: [b]\nruncmd: [[a, é]]\npackages: [jq]\n',
  encoding: 'base64',
  writes: ['/etc/motd'],
  mounts: [],
};
const more: PlannedPart = {
  type: 'text/cloud-config',
  content: 'runcmd: [last]\npackages: [curl]\n',
  encoding: 'none',
  writes: [],
  mounts: [],
};
const whole: NodePlan = { ...plan, parts: [config, ...scripts, more] };

const size = envelopes.mime.encode(whole).length;
const form = (bytes: number | null, forms: Budget['forms']) => fitDocument(whole, envelopes.mime, { bytes, forms });
const forms = {
  plain: form(null, []),
  files: form(size - 1, ['files']),
  mime: form(size - 1, ['mime']),
  gzip: form(size - 1, ['gzip']),
};

describe('a MIME document', () => {
  it('is one of each form, and the same every time', () => {
    expect(Object.values(forms).map((fitted) => fitted.form)).toEqual(Object.keys(forms));
    expect(envelopes.mime.encode(whole)).toBe(forms.plain.content);
    for (const { content } of [forms.plain, forms.files, forms.mime]) expect(content).toMatch(/^[\n\t -~]*$/);
  });

  it.each(Object.entries(forms))('reads as one tree as %s', (_, { content }) => {
    const review = readDocument(content);
    if ('mistake' in review) throw new Error(review.mistake);
    const { files, commands, units, remarks } = review.tree;
    expect(remarks).toEqual([]);
    expect(files.map(({ path }) => path)).toEqual([...plan.files.map(({ path }) => path), '/etc/motd'].sort());
    expect(commands.filter(({ when }) => when === 'runcmd').map(({ command }) => command)).toEqual([
      'systemctl enable --now bootwright.service || exit',
      ['a', 'é'],
      'last',
    ]);
    expect(units.find(({ name }) => name === 'bootwright.service')?.enabled).toBe(true);
  });
});

/** The text of a part that is written as it is although it must not be. */
const unencoded = envelopes.mime.encode({ ...plan, parts: [{ ...(scripts[0] as PlannedPart), encoding: 'none' }] });

for (const { suite, code } of cloudInits) {
  judged(`cloud-init of ${suite}`, code, (folder) => {
    it('keeps our files and commands, and behind them those of all parts, in every form', () => {
      const readings = readByCloudInit(
        folder,
        Object.values(forms).map(({ raw }) => raw),
      );
      for (const { files, scripts: found, config: read } of readings) {
        expect(files.map(({ path }) => path)).toEqual([...plan.files.map(({ path }) => path), '/etc/motd']);
        expect(files.map(({ content }) => content)).toEqual([...plan.files.map(({ content }) => content), 'Zoë\n']);
        expect(read).toEqual({
          bootcmd: [...ours.bootcmd, 'b'],
          runcmd: [...ours.runcmd, ['a', 'é'], 'last'],
          packages: ['jq', 'curl'],
        });
        expect(found).toEqual(scripts.map(({ type, content }) => [type, content]));
      }
    });

    it('loses our files and commands where a part says itself how it is merged, so the spec refuses it', () => {
      const content = 'merge_how: dict(replace)+list()+str()\nruncmd: [theirs]\nwrite_files: []\n';
      const part: PlannedPart = { type: 'text/cloud-config', content, encoding: 'none', writes: [], mounts: [] };
      const [reading] = readByCloudInit(folder, [envelopes.mime.encode({ ...plan, parts: [part] })]);
      expect(reading).toMatchObject({ files: [], config: { runcmd: ['theirs'] } });
    });

    it('leaves out a list that is none, beside ours, so the spec refuses it', () => {
      const part: PlannedPart = {
        type: 'text/cloud-config',
        content: 'runcmd: ls\n',
        encoding: 'none',
        writes: [],
        mounts: [],
      };
      const [reading] = readByCloudInit(folder, [envelopes.mime.encode({ ...plan, parts: [part] })]);
      expect(reading?.config.runcmd).toEqual(ours.runcmd);
    });

    it('reads other characters than ours where a part beyond ASCII is not encoded, so the spec refuses it', () => {
      const [reading] = readByCloudInit(folder, [unencoded]);
      expect(reading?.scripts).toHaveLength(1);
      expect(reading?.scripts[0]?.[1]).not.toContain('é');
    });
  });
}
