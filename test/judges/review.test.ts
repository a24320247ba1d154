import { gunzipSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readDocument } from '../../src/review/read-document.js';
import type { MachineTree } from '../../src/review/tree.js';
import { textsForCloudInit } from '../goldens.js';
import { type CloudInitReading, cloudInits, readByCloudInit } from './cloud-init-code.js';
import { judged } from './judge.js';

function treeOf(document: string | Uint8Array): MachineTree {
  const review = readDocument(document);
  if ('mistake' in review) throw new Error(`${review.mistake}: ${Buffer.from(document)}`);
  return review.tree;
}

/** cloud-init's reading in the words of ours: of two files on one path the later one counts. */
function asTree({ files, scripts, config }: CloudInitReading) {
  const scriptsOf = (kind: string): string[] => scripts.filter(([each]) => each === kind).map(([, text]) => text);
  const { bootcmd = [], runcmd = [], ...rest } = config as Record<string, unknown[]>;
  return {
    files: [...new Map(files.map((file) => [file.path, file])).values()].sort((a, b) => (a.path < b.path ? -1 : 1)),
    commands: { bootcmd, runcmd, boothook: scriptsOf('text/cloud-boothook'), script: scriptsOf('text/x-shellscript') },
    rest,
  };
}

function ours({ files, commands, rest }: MachineTree) {
  const of = (kind: string) => commands.filter(({ when }) => when === kind).map(({ command }) => command);
  return {
    files: files.map(({ path, mode, content }) => ({ path, mode, content: Buffer.from(content).toString() })),
    commands: { bootcmd: of('bootcmd'), runcmd: of('runcmd'), boothook: of('boothook'), script: of('script') },
    rest: Object.fromEntries(rest.map(({ key, value }) => [key, value])),
  };
}

const base64 = (content: string | Uint8Array): string => Buffer.from(content).toString('base64');
const line = fc.string({
  unit: fc.constantFrom('a', 'b', ' ', "'", '"', ':', '#', '-', '=', '\\', '%', 'é', '€'),
  maxLength: 12,
});

const packings: Readonly<Record<string, (content: string) => string>> = {
  '': (content) => content,
  'text/plain': (content) => content,
  b64: base64,
  base64,
  'gz+b64': (content) => base64(gzipSync(content)),
  'gzip+b64': (content) => base64(gzipSync(content)),
  'gz+base64': (content) => base64(gzipSync(content)),
  'gzip+base64': (content) => base64(gzipSync(content)),
};

const entry = fc
  .record({
    path: fc.constantFrom('/a', '/b', '/c/d'),
    encoding: fc.constantFrom(...Object.keys(packings)),
    permissions: fc.constantFrom('0600', '0o755', '644', 420, 'odd', null),
    text: line,
  })
  .map(({ path, encoding, permissions, text }) => ({
    path,
    encoding,
    permissions,
    content: packings[encoding]?.(text),
  }));

const command = fc.oneof(line, fc.array(line, { minLength: 1, maxLength: 3 }));
const value = fc.letrec((tie) => ({
  any: fc.oneof(
    { maxDepth: 2 },
    line,
    fc.integer(),
    fc.boolean(),
    fc.array(tie('any'), { maxLength: 2 }),
    fc.dictionary(fc.constantFrom('x', 'y'), tie('any')),
  ),
})).any;

const mergeType = fc
  .record({
    list: fc.subarray(['append', 'prepend', 'no_replace', 'recurse_str', 'recurse_dict', 'recurse_array']),
    dict: fc.subarray(['replace', 'recurse_str', 'recurse_array', 'recurse_list', 'allow_delete']),
    str: fc.subarray(['append']),
  })
  .map(({ list, dict, str }) => `list(${list})+dict(${dict})+str(${str})`);

/** What the keys of one kind have in common in all parts, so that no merger is asked for what it can't. */
const cloudConfig = fc
  .record(
    {
      write_files: fc.array(entry, { maxLength: 3 }),
      runcmd: fc.array(command, { maxLength: 3 }),
      bootcmd: fc.array(command, { maxLength: 2 }),
      timezone: line,
      growpart: fc.dictionary(fc.constantFrom('x', 'y', 'z'), line),
      nested: fc.record({ list: fc.array(value, { maxLength: 2 }), text: line }, { requiredKeys: [] }),
      merge_how: mergeType,
    },
    { requiredKeys: ['runcmd'] },
  )
  // JSON is YAML; cloud-init reads either.
  .map((config) => `#cloud-config\n${JSON.stringify(config, null, 1)}\n`);

const script = fc.array(line, { maxLength: 4 }).map((lines) => `#!/bin/sh\n${lines.join('\n')}\n`);
const typed = fc.oneof(
  { weight: 3, arbitrary: fc.tuple(fc.constant('text/cloud-config'), cloudConfig) },
  fc.tuple(fc.constantFrom('text/x-shellscript', 'text/plain'), script),
  fc.tuple(fc.constantFrom('text/plain', 'text/x-not-multipart'), cloudConfig),
);

const part = fc
  .record({
    typed,
    header: fc.option(mergeType),
    encoding: fc.constantFrom('7bit', 'base64', 'quoted-printable', 'gzip'),
  })
  .map(({ typed: [type, text], header, encoding }) => {
    const merge = header === null ? '' : `Merge-Type: ${header}\n`;
    const bytes = Buffer.from(text);
    if (encoding === 'gzip')
      return `${merge}Content-Type: application/gzip\nContent-Transfer-Encoding: base64\n\n${base64(gzipSync(text)).replace(/.{76}/g, '$&\n')}`;
    if (encoding === 'base64')
      return `Content-Type: ${type}\n${merge}Content-Transfer-Encoding: base64\n\n${base64(text)}`;
    if (encoding === '7bit') return `Content-Type: ${type}; charset="utf-8"\n${merge}\n${text}`;
    const quoted = [...bytes].map((byte) =>
      byte === 10 ? '\n' : `=${byte.toString(16).toUpperCase().padStart(2, '0')}`,
    );
    return `Content-Type: ${type}\n${merge}Content-Transfer-Encoding: Quoted-Printable\n\n${quoted.join('')}`;
  });

const multipart = fc
  .array(part, { minLength: 1, maxLength: 4 })
  .map(
    (parts) =>
      `MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="=b="\n\n--=b=\n${parts.join('\n--=b=\n')}\n--=b=--\n`,
  );

const document = fc
  .tuple(fc.oneof(cloudConfig, script, multipart), fc.boolean())
  .map(([text, packed]) => (packed ? new Uint8Array(gzipSync(text)) : text));

const samples = fc.sample(document, { numRuns: 300, seed: 6 });

/** Documents with our reading of each, which is asked once, however many versions of cloud-init it is held against. */
function readOnce(documents: () => readonly (string | Uint8Array)[]) {
  let known: readonly { readonly document: string | Uint8Array; readonly read: ReturnType<typeof ours> }[] | undefined;
  return () => {
    known ??= documents().map((each) => ({ document: each, read: ours(treeOf(each)) }));
    return known;
  };
}

const drawn = readOnce(() => samples);
const committed = readOnce(textsForCloudInit);

for (const { suite, code } of cloudInits) {
  judged(`cloud-init of ${suite}`, code, (folder) => {
    it('reads the same from hundreds of documents, merged and packed in every way', () => {
      const all = drawn();
      const readings = readByCloudInit(
        folder,
        all.map((each) => each.document),
      );
      for (const [index, each] of all.entries()) {
        const shown = typeof each.document === 'string' ? each.document : gunzipSync(each.document).toString();
        expect(each.read, shown).toEqual(asTree(readings[index] as CloudInitReading));
      }
    });

    it('reads the same from every golden', () => {
      const all = committed();
      const readings = readByCloudInit(
        folder,
        all.map((each) => each.document),
      );
      expect(all.length).toBeGreaterThan(100);
      for (const [index, each] of all.entries()) expect(each.read).toEqual(asTree(readings[index] as CloudInitReading));
    });
  });
}
