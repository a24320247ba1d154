import { gzipSync as platformGzip } from 'node:zlib';
import { gzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { documentsOf, specText } from '../../test/fixture-input.js';
import { fixtures } from '../../test/goldens.js';
import { base64, mistakeIn, text, treeOf, unreadIn } from '../../test/read-documents.js';
import { encodeCloudConfig } from '../encode/cloud-config.js';
import { envelopes } from '../encode/encode.js';
import { gzipBytes, mimeText } from '../encode/pack.js';
import { mountUnit } from '../plan/mounts.js';
import type { NodePlan } from '../plan/node-plan.js';
import { pathWords } from '../plan/shell-word.js';
import type { PlannedStep } from '../plan/steps.js';
import type { MachineTree } from './tree.js';

/** What of a tree every envelope must agree on. */
const essence = ({ files, directories, links, units }: MachineTree) => ({
  files: files.map(({ path, mode, owner, content }) => ({ path, mode, owner, content: text(content) })),
  directories,
  links,
  units: units.map(({ name, enabled, masked, content }) => ({
    name,
    enabled,
    masked,
    content: content && text(content),
  })),
});

/** The same of a plan, said again. */
function planned(plan: NodePlan) {
  const files = plan.files
    .map(({ path, mode, owner = 'root:root', content }) => ({ path, mode, owner, content }))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
  const units = files
    .filter(({ path }) => /^\/etc\/systemd\/system\/[^/]+\.(?:service|mount|swap|slice)$/.test(path))
    .map(({ path, content }) => {
      const name = path.slice('/etc/systemd/system/'.length);
      return { name, enabled: name === plan.firstBootUnit ? true : null, masked: false, content };
    });
  return { files, directories: [], links: [], units };
}

/** What a plan asks of a machine, as its document says it: the members of an archive and a step's key spelled otherwise. */
function plannedState({ users, packages, modules, sysctls, mounts, steps }: NodePlan) {
  const commandOf = ({ command: [called, ...rest], key }: PlannedStep): string[] => {
    const keyed = key === null ? [] : [key];
    if (called === 'put') return [called, ...rest.slice(0, 4), ...pathWords(rest.slice(4)).words];
    if (called === 'start_unit') return ['serve', ...rest.slice(0, 1), ...keyed, ...rest.slice(1)];
    return [called, ...rest, ...keyed];
  };
  return {
    users,
    packages,
    modules,
    sysctls: Object.entries(sysctls).map(([key, value]) => ({ key, value })),
    // As units have them, in the order of their files.
    mounts: mounts
      .map(({ what, where, type, options }) => ({ what, where, type, options: options.join(',') }))
      .sort((a, b) => (mountUnit(a.where) < mountUnit(b.where) ? -1 : 1)),
    steps: steps.map((step) => ({ name: step.name, command: commandOf(step) })),
  };
}

function stateOf({ users, packages, modules, sysctls, mounts, steps }: MachineTree) {
  return { users, packages, modules, sysctls, mounts, steps };
}

describe.each(fixtures)('the documents of %s', (fixture) => {
  const documents = documentsOf(specText(fixture), fixture);

  it.each(documents.map((document) => [document.node, document] as const))(
    'of %s are one tree in every envelope',
    (_, { plan }) => {
      const wanted = planned(plan);
      const plain = encodeCloudConfig(plan);
      expect(stateOf(treeOf(plain))).toEqual(plannedState(plan));
      expect(essence(treeOf(plain))).toEqual(wanted);
      // Parts of the user's own bring files besides ours.
      const ours = { ...plan, parts: [] };
      for (const [name, { encode, copy }] of Object.entries(envelopes)) {
        const texts = [encode(ours), encode(ours, new Set(ours.files)), ...(copy ? [copy.encode(ours)] : [])];
        for (const document of texts)
          expect(essence(treeOf(document)), `what src/review reads of the envelope ${name}`).toEqual(wanted);
      }
      expect(essence(treeOf(mimeText(plain)))).toEqual(wanted);
      expect(essence(treeOf(gzipBytes(plain)))).toEqual(wanted);
      expect(essence(treeOf(base64(gzipBytes(plain))))).toEqual(wanted);
    },
  );
});

describe('layers', () => {
  it('are named from the outside', () => {
    const config = '#cloud-config\nruncmd: [ls]\n';
    expect(treeOf(config).layers).toEqual(['cloud-config']);
    expect(treeOf(base64(gzipBytes(config))).layers).toEqual(['base64', 'gzip', 'cloud-config']);
    expect(treeOf(mimeText(config)).layers).toEqual(['mime', 'gzip', 'cloud-config']);
  });
});

describe('what is no user-data', () => {
  it.each([
    ['', 'it is empty'],
    ['\n\n', 'it is empty'],
    ['# cloud-config\nruncmd: [ls]\n', 'a space too many'],
    ['# made by hand\n#cloud-config\nruncmd: [ls]\n', 'nothing may stand before it'],
    ['---\nwrite_files: []\n', 'without the first line'],
    ['\ufeff#cloud-config\nruncmd: [ls]\n', 'byte order mark'],
    ['apiVersion: bootwright/v1alpha1\nkind: Cluster\n', 'none of: cloud-config'],
    ['#cloud-config\nruncmd: [ls\n', 'is no YAML'],
    ['#cloud-config\n- a\n', 'no mapping of keys'],
    ['#cloud-config\n', 'holds nothing below'],
    ['#cloud-config\nmerge_how: odd\nruncmd: [a]\n', '"odd"'],
  ])('says why: %j', (document, reason) => {
    expect(mistakeIn(document)).toContain(reason);
  });

  it('says why of bytes', () => {
    expect(mistakeIn(Uint8Array.of(0xff, 0xfe, 0x23, 0))).toBe('it is neither text nor gzip');
    const whole = gzipBytes('#cloud-config\nruncmd: [ls]\n');
    expect(mistakeIn(whole.subarray(0, 30))).toContain('damaged gzip');
    const changed = Uint8Array.from(whole);
    changed[whole.length - 6] = (changed[whole.length - 6] ?? 0) ^ 1;
    expect(mistakeIn(changed)).toContain('its checksum');
    expect(mistakeIn(gzipSync(gzipSync(gzipSync(gzipSync(gzipSync(gzipSync(Uint8Array.of(35))))))))).toContain(
      'packed more than 4 times',
    );
  });

  it('stops at a gzip bomb, in the document and in its files', () => {
    const zeros = (mebibytes: number) => platformGzip(new Uint8Array(mebibytes * 2 ** 20));
    expect(mistakeIn(platformGzip(zeros(64)))).toContain('unpacks to more than 16 MiB');
    const file = `{encoding: gz+b64, content: ${base64(zeros(9))}, path: `;
    expect(unreadIn(`#cloud-config\nwrite_files:\n- ${file}/a}\n- ${file}/b}\n`)).toEqual([
      expect.stringContaining('/b: /b unpacks to more than 16 MiB'),
    ]);
  });
});
