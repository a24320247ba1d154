import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { envelopes } from '../src/encode/encode.js';
import { encodeIgnition } from '../src/encode/ignition.js';
import type { NodePlan, PlannedFile } from '../src/index.js';
import { documentsOf, specText } from './fixture-input.js';
import { fixtures, type WrittenFile } from './goldens.js';
import { decodeIgnition, writtenFile } from './ignition-config.js';

/** What a machine gets: files with their modes, and the units that start by themselves. All files are root's. */
interface Tree {
  readonly files: readonly WrittenFile[];
  readonly enabled: readonly string[];
}

const inOrder = (files: readonly WrittenFile[]): WrittenFile[] => [...files].sort((a, b) => (a.path < b.path ? -1 : 1));

function treeOfCloudConfig(text: string): Tree {
  const { write_files, runcmd } = parse(text, { version: '1.1' });
  const unpacked = write_files.map(({ encoding, content, ...file }: WrittenFile & { encoding?: string }) => ({
    ...file,
    content: encoding === 'gz+b64' ? gunzipSync(Buffer.from(content, 'base64')).toString() : content,
  }));
  // Beside parts of the user's own the command is a line of shell.
  const commands: (string | string[])[] = runcmd;
  const enabled = commands.flatMap((command) => /(\S+\.service)/.exec([command].flat().join(' '))?.[1] ?? []);
  return { files: inOrder(unpacked), enabled };
}

function treeOfIgnition(text: string): Tree {
  const { files, enabled } = decodeIgnition(text);
  return { files, enabled };
}

function treeOfPlan({ files, firstBootUnit }: NodePlan): Tree {
  const written = files.map(({ path, mode, content }) => writtenFile(path, mode, content));
  return { files: inOrder(written), enabled: [firstBootUnit] };
}

/** Both envelopes of a plan with some of its files packed. */
function expectOneTree(plan: NodePlan, packed: ReadonlySet<PlannedFile>): void {
  const tree = treeOfPlan(plan);
  expect(treeOfCloudConfig(envelopes['cloud-config'].encode(plan, packed))).toEqual(tree);
  expect(treeOfIgnition(encodeIgnition(plan, packed))).toEqual(tree);
}

describe.each(fixtures)('%s', (fixture) => {
  const plans = documentsOf(specText(fixture), fixture).map(({ plan }) => plan);

  it('is one tree as cloud-config and as an Ignition config, plain and packed', () => {
    expect(plans.length).toBeGreaterThan(0);
    for (const plan of plans) {
      expectOneTree(plan, new Set());
      expectOneTree(plan, new Set(plan.files));
    }
  });
});

describe('any plan', () => {
  const [document] = documentsOf(specText('flatcar'), 'flatcar');
  const bare = document?.plan as NodePlan;
  const text = fc
    .string({ unit: 'binary', maxLength: 200 })
    .filter((each) => each.isWellFormed() && !each.includes('\0'));
  const file = fc.record({
    directory: fc.constantFrom('/etc', '/etc/systemd/system', '/var/lib/it has blanks', '/opt/ü'),
    name: fc.constantFrom('a', 'a.service', 'a.b.timer', '%41', 'x y', '#?'),
    mode: fc.constantFrom(0o644, 0o600, 0o755, 0o700, 0o400),
    content: text,
    own: fc.boolean(),
    packed: fc.boolean(),
  });

  it('is one tree in both, whichever of its files are packed', () => {
    fc.assert(
      fc.property(fc.uniqueArray(file, { selector: ({ directory, name }) => `${directory}/${name}` }), (drawn) => {
        const files = drawn.map(({ directory, name, mode, content, own }): PlannedFile => {
          // Units of ours have the mode of units; one of the spec's own has what the spec says.
          const isUnit = directory === '/etc/systemd/system' && !own;
          const origin = own ? ['spec', 'host', 'files', 0] : ['spec'];
          return { path: `${directory}/${name}`, mode: isUnit ? 0o644 : mode, content, origin, secret: false };
        });
        const units = bare.files.filter(({ path }) => path.endsWith(`/${bare.firstBootUnit}`));
        const packed = new Set(files.filter((_, index) => drawn[index]?.packed));
        expectOneTree({ ...bare, files: [...files, ...units] }, packed);
      }),
      { numRuns: 200, seed: 6 },
    );
  });
});
