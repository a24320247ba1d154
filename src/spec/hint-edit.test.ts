import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { readCluster } from '../render.js';
import { codes } from './codes.js';
import type { Diagnostic, SpecPath } from './diagnostic.js';
import { type Edit, editsOf } from './hint-edit.js';
import { pathText } from './path-text.js';

type Tree = Record<string | number, unknown>;

/** The spec with one edit done to it: as an editor would, without a look at what it means. */
function edited(spec: unknown, edit: Edit): unknown {
  const root = structuredClone(spec) as Tree;
  const steps = [...edit.path];
  const last = steps.pop() as string | number;
  let place = root;
  for (const step of steps) {
    place[step] ??= {};
    place = place[step] as Tree;
  }
  if (edit.action === 'set') place[last] = edit.value;
  else if (Array.isArray(place)) place.splice(Number(last), 1);
  else {
    if (edit.action === 'rename') place[edit.key] = place[last];
    delete place[last];
  }
  return root;
}

/** JSON is YAML, but for control characters beyond ASCII's. */
const asciiText = (spec: unknown): string =>
  JSON.stringify(spec).replace(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);

const keyOf = ({ code, path }: { code: string; path: SpecPath }): string => `${code} at ${pathText(path)}`;

/**
 * What a hint leads to, where that is a further question to the user and no dead end. Anything else that a hint brings
 * up is a fault of the hint.
 */
const furtherQuestions: Readonly<Record<string, readonly string[]>> = {
  // Settings of etcd, which nothing reads once flannel keeps its leases in the Kubernetes API.
  'bootstrap-keys-needed': ['setting-unread'],
  // Its flannel has no digest in the catalogue, which is looked up once the rules hold.
  'bootstrap-too-old-to-reload': ['artifact-no-digest', 'address-not-certified'],
  // A certificate wants an address, which the kubelet's own request would have brought.
  'bootstrap-too-old': ['address-not-certified'],
  // Fields that the rest of the spec decides: a warning that a good value gets too.
  'config-value-types': ['config-field-owned'],
  'config-value-words': ['config-field-owned'],
  // Old releases, told once the shape is right.
  'dockerd-flag-number': ['release-unsupported', 'system-unsupported'],
  // MIME is not read there either: the second of two mistakes.
  'parts-on-flatcar-as-mime': ['format-unread'],
  // Certificates that nobody replaces want an address of the node.
  'rotate-too-old': ['address-not-certified'],
  // The address is found at boot too, and no certificate holds for it yet.
  'identity-name-not-certified': ['identity-not-in-sans'],
  // The next of three ranges in one another.
  'slices-overlap': ['slices-overlap'],
  // The patch release is missing too, as the hint's next sentence says.
  'version-unquoted': ['release-malformed'],
};

const root = new URL('../../fixtures/invalid/', import.meta.url);
const names = readdirSync(root).filter((name) => !existsSync(new URL(`${name}/command`, root)));

interface Case {
  readonly fixture: string;
  readonly spec: unknown;
  readonly before: readonly Diagnostic[];
  readonly diagnostic: Diagnostic;
  readonly edit: Edit;
}

const cases: Case[] = names.flatMap((fixture) => {
  const text = readFileSync(new URL(`${fixture}/cluster.yaml`, root), 'utf8');
  const { diagnostics: before } = readCluster(text);
  const edits = before.flatMap((diagnostic) => editsOf(diagnostic).map((edit) => ({ diagnostic, edit })));
  if (edits.length === 0) return [];
  const spec = parse(text, { merge: true });
  return edits.map((each) => ({ fixture, spec, before, ...each }));
});

const followed = new Set<string>();

describe('a hint that is followed', () => {
  it.each(cases.map((each) => [`${each.fixture}: ${each.edit.action} for ${keyOf(each.diagnostic)}`, each] as const))(
    '%s',
    (_, { fixture, spec, before, diagnostic, edit }) => {
      followed.add(diagnostic.code);
      const after = readCluster(asciiText(edited(spec, edit))).diagnostics;
      const known = new Set(before.map(keyOf));
      const same = after.filter((each) => keyOf(each) === keyOf(diagnostic) && edit.action !== 'remove');
      expect(same.map(keyOf), 'the same problem again').toEqual([]);
      const brought = after.filter((each) => !known.has(keyOf(each)));
      const asked = furtherQuestions[fixture] ?? [];
      expect([...new Set(brought.map(({ code }) => code))].filter((code) => !asked.includes(code))).toEqual([]);
    },
  );
});

/** Words that tell somebody to change a value or a field: who says them has to carry them out. */
const advises = /^(Did you mean "|Leave |Take |Set |Put it in quotes|Say (format|encoding)|Name its release|Use https)/;

/** Hints about the text itself, where no path leads, or that leave a choice to the user. */
const byHand = new Set([
  'part-merges',
  'yaml-alias-unknown',
  'yaml-key-not-text',
  'text-control-character',
  'character-not-carried',
  'config-field-owned',
]);

it('every hint that names a value or a field can be followed', () => {
  const unfollowed = Object.entries(codes).flatMap(([code, { hint = [] }]) =>
    hint.flatMap((each) =>
      typeof each === 'string' && advises.test(each) && !byHand.has(code) ? [`${code}: ${each}`] : [],
    ),
  );
  expect(unfollowed).toEqual([]);
});

it('every edit of the catalogue is followed in a fixture', () => {
  const withEdits = Object.entries(codes).flatMap(([code, { hint = [] }]) =>
    hint.some((each) => typeof each !== 'string' && each.edit !== undefined) ? [code] : [],
  );
  expect(withEdits.filter((code) => !followed.has(code))).toEqual([]);
});

describe('places that hints name in words', () => {
  const fixture = (name: string) => parse(readFileSync(new URL(`${name}/cluster.yaml`, root), 'utf8'));
  const diagnosticsOf = (spec: unknown) => readCluster(asciiText(spec)).diagnostics;

  it('hold the address of a node-local DNS cache', () => {
    const spec = fixture('dns-address-node-local');
    const { dnsAddress, ...network } = spec.spec.network;
    const kubelet = { config: { clusterDNS: [dnsAddress] } };
    expect(diagnosticsOf({ ...spec, spec: { ...spec.spec, network, kubelet } })).toEqual([]);
  });

  it('hold a table of containerd that has become a plugin', () => {
    const spec = fixture('containerd-table-moved');
    const { metrics } = spec.spec.runtime.config;
    spec.spec.runtime.config = { plugins: { 'io.containerd.server.v1.metrics': metrics } };
    expect(diagnosticsOf(spec)).toEqual([]);
  });
});
