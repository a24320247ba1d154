import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderDocuments, reviewCopies } from '../src/index.js';
import { readCluster } from '../src/render.js';
import { compareDocuments } from '../src/review/compare-documents.js';
import type { ToldMachine } from '../src/review/told/told-change.js';
import { changeTitle, effectText } from '../src/review/told/words.js';
import { specText, testKeys } from './fixture-input.js';
import { editedSpec, editNames } from './spec-edits.js';

const fixture = 'current-containerd';
const base = specText(fixture);

function clusterOf(text: string) {
  const { cluster } = readCluster(text);
  if (cluster === null) throw new Error('the spec is not good');
  return cluster;
}

const documentOf = (text: string): Uint8Array => {
  const cluster = clusterOf(text);
  const [document] = renderDocuments(cluster, cluster.nodes, testKeys(fixture));
  return document?.raw ?? new Uint8Array();
};
const copyOf = (text: string): Uint8Array =>
  new TextEncoder().encode([...reviewCopies(clusterOf(text))][0]?.content ?? '');

function toldOf(old: Uint8Array, now: Uint8Array): ToldMachine {
  const compared = compareDocuments(old, now);
  if (!('told' in compared)) throw new Error(compared.mistake);
  return compared.told;
}

const wordsOf = (old: string, now: string): string[] =>
  toldOf(documentOf(old), documentOf(now)).changes.map((change) => `${changeTitle(change)} | ${effectText(change)}`);

const edited = (name: string, chosen: number): string => {
  const text = editedSpec(base, [[name, chosen]]);
  if (text === null) throw new Error(`${name} ${chosen} is no good spec`);
  return text;
};

describe('a change in words', () => {
  it.each([
    [
      'maxPods',
      2,
      1,
      'spec.kubelet.config.maxPods: 110 → 60 | needs a drain; restarts kubelet: when it restarts, the kubelet rejects pods over the new limit, including running ones',
    ],
    ['maxPods', 1, 3, 'spec.kubelet.config.maxPods: 60 → 200 | restarts kubelet (pods keep running)'],
    [
      'pauseImage',
      0,
      1,
      'spec.runtime.pauseImage: registry.k8s.io/pause:3.10.2 → registry.example.com/pause:3.10 | restarts the runtime: containerd (pods keep running)',
    ],
    ['proxyMode', 1, 0, 'spec.proxy.mode: nftables → iptables | restarts kube-proxy (pods keep running)'],
    ['sysctls', 1, 2, 'spec.host.sysctls.vm.max_map_count: 262144 → 524288 | nothing restarts'],
    [
      'sysctls',
      1,
      0,
      'spec.host.sysctls.vm.max_map_count: 262144 → not set | needs a reboot: the kernel keeps the old value until then',
    ],
    ['packages', 0, 1, 'spec.host.packages: nfs-common: added | nothing restarts'],
    [
      'packages',
      1,
      0,
      'spec.host.packages: nfs-common: removed | nothing on the machine: an update in place does not remove packages',
    ],
    ['kubernetes', 0, 1, 'spec.kubernetes.version: 1.36.4 → 1.36.3 | restarts kubelet, kube-proxy (pods keep running)'],
    [
      'kubernetes',
      0,
      2,
      'spec.kubernetes.version: 1.36.4 → 1.35.6 | needs a drain; restarts kubelet, kube-proxy: drain a node before its kubelet moves to another minor version',
    ],
    ['units', 0, 1, 'spec.units.kubelet.Service.RestartSec: 5 → 9 | restarts kubelet (pods keep running)'],
    [
      'bridge',
      0,
      1,
      '10-bridge.conflist: plugins[0].hairpinMode: true → not set | needs a drain: running pods keep their old addresses and interfaces; only new pods get the new ones',
    ],
    [
      'files',
      1,
      0,
      'file /etc/motd: removed (mode 0644, owner root:root, 4 bytes) | nothing on the machine: an update in place does not delete it',
    ],
    [
      'labels',
      1,
      2,
      'spec.workers[].labels: tier=a → tier=b | restarts kubelet (pods keep running): applies only when the kubelet registers a new Node; for an existing one, use kubectl label',
    ],
  ])('%s %i → %i', (name, before, after, words) => {
    expect(wordsOf(edited(name, before), edited(name, after))).toContain(words);
  });

  it('is one line for one field, and none for what follows from it', () => {
    expect(wordsOf(edited('maxPods', 1), edited('maxPods', 3))).toHaveLength(1);
    expect(wordsOf(edited('verbosity', 1), edited('verbosity', 2))).toEqual([
      'spec.kubelet.flags.v: 2 → 4 | restarts kubelet (pods keep running)',
    ]);
  });
});

const draws = fc.array(fc.tuple(fc.constantFrom(...editNames), fc.nat(3)), { minLength: 1, maxLength: 5 });

it('is the same of documents and of copies without keys, whatever changes', () => {
  let changed = 0;
  fc.assert(
    fc.property(draws, draws, (before, after) => {
      const [old, now] = [editedSpec(base, before), editedSpec(base, after)];
      if (old === null || now === null) return;
      const [ofDocuments, ofCopies] = [toldOf(documentOf(old), documentOf(now)), toldOf(copyOf(old), copyOf(now))];
      const isShut = ({ subject }: { readonly subject: string }): boolean =>
        subject.startsWith('file /opt/bootwright/on-');
      const open = ({ changes, ...machine }: ToldMachine) => ({
        ...machine,
        changes: changes.filter((each) => !isShut(each)),
      });
      // What the spec closes has no content in a copy, so that one that changes is not told of there.
      const hidden = ofDocuments.changes.some(
        ({ subject, details }) => isShut({ subject }) || /secret/.test(details.join()),
      );
      if (!hidden) expect(open(ofCopies)).toEqual(open(ofDocuments));
      if (ofDocuments.changes.length > 0) changed += 1;
    }),
    { numRuns: 60 },
  );
  expect(changed).toBeGreaterThan(40);
});
