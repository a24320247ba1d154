import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { beforeAll, describe, expect, it, test } from 'vitest';
import { forger, nodeGroups, type Submission, servingUsages } from '../../test/e2e/approve/forger.js';
import { forgeries } from '../../test/e2e/approve/forgeries.js';
import {
  dns,
  extensionRequest,
  ip,
  names,
  oids,
  pem,
  relative,
  sequence,
  tags,
  text,
} from '../../test/e2e/approve/request-der.js';
import { specText } from '../../test/fixture-input.js';
import { loadRequestLibrary, type RequestLibrary } from '../pki/library.js';
import { readCluster } from '../render.js';
import { judgeRequests, mostChecks } from './judge.js';
import { refusalText } from './refusal.js';
import { readRequestList } from './request-list.js';
import { servingPolicy } from './serving-policy.js';

let library: RequestLibrary;
beforeAll(async () => {
  library = await loadRequestLibrary();
});

const victim = { node: 'worker-0', address: [10, 240, 0, 20], other: 'worker-1', otherAddress: [10, 240, 0, 21] };
const closed = specText('current-containerd');
const open = specText('bootstrap-token');
const withRanges = (spec: string, ranges: string) =>
  spec.replace('serviceCIDR:', `nodeCIDRs: ${ranges}\n    serviceCIDR:`);

type Submitted = Submission & { readonly request: string };

/** An object as the API server has it, sent by the kubelet of worker-0 where nothing else is said. */
function object({ name = 'csr-1', request, ...spec }: Submitted) {
  return {
    apiVersion: 'certificates.k8s.io/v1',
    kind: 'CertificateSigningRequest',
    metadata: { name },
    spec: {
      signerName: 'kubernetes.io/kubelet-serving',
      usages: servingUsages,
      username: 'system:node:worker-0',
      groups: nodeGroups,
      extra: { 'authentication.kubernetes.io/credential-id': ['X509SHA256=00'] },
      request: Buffer.from(request).toString('base64'),
      ...spec,
    },
    status: {},
  };
}

async function judge(spec: string, ...objects: readonly object[]) {
  const { cluster, diagnostics } = readCluster(spec);
  if (cluster === null) throw new Error(JSON.stringify(diagnostics));
  const requests = readRequestList(JSON.stringify({ kind: 'List', items: objects }));
  if ('mistake' in requests) throw new Error(requests.mistake);
  return judgeRequests(requests, servingPolicy(cluster), library);
}

async function reasons(spec: string, ...objects: readonly object[]): Promise<string[][]> {
  return (await judge(spec, ...objects)).map(({ refusals }) => refusals.map(({ reason }) => reason));
}

const goRequest = (name: string) => readFileSync(new URL(`../../test/requests/${name}.pem`, import.meta.url), 'utf8');

describe('what a kubelet sends is approved', () => {
  it.each(['ecdsa', 'name-only', 'rsa-2048', 'rsa-3072', 'rsa-4096'])('%s, written by Go', async (name) => {
    expect(await reasons(closed, object({ request: goRequest(name) }))).toEqual([[]]);
  });

  it('with the usages of kubelets before 1.27, in any order', async () => {
    const usages = ['server auth', 'key encipherment', 'digital signature'];
    expect(await reasons(closed, object({ usages, request: goRequest('ecdsa') }))).toEqual([[]]);
  });

  it('with a subject in UTF-8', async () => {
    const parts = [relative(oids.O, text('system:nodes')), relative(oids.CN, text('system:node:worker-0', tags.utf8))];
    expect(await reasons(closed, object({ request: forger(victim).pem({ subject: sequence(...parts) }) }))).toEqual([
      [],
    ]);
  });

  it('twice by one node, whose kubelet started twice', async () => {
    const objects = ['csr-1', 'csr-2'].map((name) => object({ name, request: forger(victim).pem() }));
    expect(await reasons(closed, ...objects)).toEqual([[], []]);
  });
});

it('is refused what a cloud’s controller makes it ask for: names and addresses that no spec has', async () => {
  const found = await reasons(closed, object({ request: goRequest('cloud') }));
  expect(found).toEqual([['foreign-name', 'other-address']]);
});

describe('a flood of requests', () => {
  it('costs ten signatures of each node; what waits still counts against others', async () => {
    let checks = 0;
    const { Pkcs10CertificateRequest } = library.x509;
    class Counted extends Pkcs10CertificateRequest {
      constructor(...given: ConstructorParameters<typeof Pkcs10CertificateRequest>) {
        super(...given);
        checks += 1;
      }
    }
    const { cluster } = readCluster(withRanges(open, '[10.240.0.0/24]'));
    if (cluster === null) throw new Error('the spec has mistakes');
    const objects = Array.from({ length: 30 }, (_, index) =>
      object({
        name: `csr-${index}`,
        request: forger(victim).named(dns('worker-0'), ip(10, 240, 0, index < 10 ? 20 : 21)),
      }),
    );
    const other = object({
      name: 'other',
      username: 'system:node:worker-1',
      request: forger({ ...victim, node: 'worker-1' }).named(dns('worker-1'), ip(10, 240, 0, 21)),
    });
    const requests = readRequestList(JSON.stringify({ kind: 'List', items: [...objects, other] }));
    if ('mistake' in requests) throw new Error(requests.mistake);
    const counting = { ...library, x509: { ...library.x509, Pkcs10CertificateRequest: Counted } };
    const verdicts = await judgeRequests(requests, servingPolicy(cluster), counting);
    expect(checks).toBe(mostChecks.ofOne + 1);
    expect(verdicts.map(({ refusals }) => refusals.map(({ reason }) => reason).join())).toEqual([
      ...Array(10).fill(''),
      ...Array(20).fill('many-of-one'),
      'contested-address',
    ]);
  });

  it('is not even opened where the spec gives every address', async () => {
    const good = Array.from({ length: 10 }, (_, index) => object({ name: `a-${index}`, request: goRequest('ecdsa') }));
    const found = await reasons(closed, ...good, object({ name: 'b', request: 'none' }));
    expect(found).toEqual([...Array(10).fill([]), ['many-of-one']]);
  });

  it('costs a thousand signatures in all', async () => {
    const flood = Array.from({ length: mostChecks.inAll + 1 }, (_, index) => {
      const node = `node-${index}`;
      const request = forger({ ...victim, node }).named(dns(node), ip(10, 241, index >> 8, index & 255));
      return object({ name: `csr-${index}`, username: `system:node:${node}`, request });
    });
    const found = await reasons(withRanges(open, '[10.241.0.0/16]'), ...flood);
    expect(found.flat()).toEqual(['many']);
    expect(found.at(-1)).toEqual(['many']);
  }, 60_000);
});

describe('what has an answer is passed over', () => {
  const request = forger(victim).named(dns('kubernetes'));
  it.each([
    ['approved', { conditions: [{ type: 'Approved', status: 'True' }] }],
    ['denied', { conditions: [{ type: 'Denied', status: 'True' }] }],
    ['failed', { conditions: [{ type: 'Failed', status: 'True' }] }],
    ['issued', { certificate: 'LS0tLS0=' }],
  ])('%s', async (_, status) => {
    expect(await judge(closed, { ...object({ request }), status })).toEqual([]);
  });
});

describe('forgeries', () => {
  const all = forgeries(victim);

  it.each(all)('$what', async ({ what: _, reason, ...submitted }) => {
    const [verdict] = await judge(closed, object(submitted));
    expect(verdict?.refusals.map((refusal) => refusal.reason)).toEqual([reason]);
    expect(verdict?.refusals.map(refusalText).join()).toMatch(/^it|^the/);
  });

  it('are many, and none stands for another', () => {
    expect(all.length).toBeGreaterThan(100);
    expect(new Set(all.map(({ what }) => what)).size).toBe(all.length);
  });

  it('do no harm to a good request beside them', async () => {
    const objects = all.map(({ what: _, reason: __, ...forgery }, index) =>
      object({ name: `forged-${index}`, ...forgery }),
    );
    const verdicts = await judge(closed, ...objects, object({ name: 'good', request: goRequest('ecdsa') }));
    expect(verdicts.filter(({ refusals }) => refusals.length === 0).map(({ name }) => name)).toEqual(['good']);
  });
});

describe('a spec that names its nodes', () => {
  const of = (node: string, ...address: number[]) => {
    const request = forger({ ...victim, node }).named(dns(node), ip(...address));
    return object({ request, username: `system:node:${node}` });
  };

  it('knows no others', async () => {
    expect(await reasons(closed, of('worker-9', 10, 240, 0, 29))).toEqual([['unknown-node']]);
  });

  const unsaid = closed.replace('      address: 10.240.0.21\n', '');
  it('says in nodeCIDRs where the address of a node lies that it does not give', async () => {
    const ranged = withRanges(unsaid, '[10.240.0.0/24, 192.168.7.0/30]');
    expect(await reasons(unsaid, of('worker-1', 10, 240, 0, 21))).toEqual([['unsaid-address']]);
    expect(await reasons(ranged, of('worker-1', 10, 240, 0, 21))).toEqual([[]]);
    expect(await reasons(ranged, of('worker-1', 192, 168, 7, 3))).toEqual([[]]);
    expect(await reasons(ranged, of('worker-1', 192, 168, 7, 4))).toEqual([['outside-address']]);
    expect(await reasons(ranged, of('worker-1', 10, 240, 0, 20))).toEqual([['taken-address']]);
    expect(await reasons(ranged, of('worker-1', 10, 240, 0, 10))).toEqual([['endpoint-address']]);
  });

  it('gives a node its address, and nodeCIDRs no second one', async () => {
    const ranged = withRanges(closed, '[10.240.0.0/24]');
    expect(await reasons(ranged, of('worker-1', 10, 240, 0, 99))).toEqual([['other-address']]);
  });

  it('may have named a machine as the API server: that name is never approved', async () => {
    const named = closed.replace('https://10.240.0.10:6443', 'https://worker-1:6443');
    expect(await reasons(named, of('worker-1', 10, 240, 0, 21))).toEqual([['reserved-name']]);
    const publicly = closed.replace('endpoint:', 'publicEndpoint: https://10.240.0.21:6443\n    endpoint:');
    expect(await reasons(publicly, of('worker-1', 10, 240, 0, 21))).toEqual([['endpoint-address']]);
  });

  it('may name a machine by its address', async () => {
    const request = forger({ ...victim, node: '10.240.0.20' }).named(ip(10, 240, 0, 20));
    const byAddress = closed.replace('name: worker-0', 'name: 10.240.0.20');
    expect(await reasons(byAddress, object({ request, username: 'system:node:10.240.0.20' }))).toEqual([[]]);
    const none = forger({ ...victim, node: '10.240.0.20' }).named(dns('10.240.0.20'));
    expect(await reasons(byAddress, object({ request: none, username: 'system:node:10.240.0.20' }))).toEqual([
      ['own-name-absent'],
    ]);
  });
});

describe('machines that find their names', () => {
  const ranged = withRanges(open, '[10.240.0.0/24]');
  const of = (node: string, address: readonly number[], name = 'csr-1') => {
    const request = forger({ ...victim, node }).named(dns(node), ip(...address));
    return object({ name, request, username: `system:node:${node}` });
  };

  it('may have any name and an address of nodeCIDRs', async () => {
    expect(await reasons(ranged, of('ip-10-240-0-77.ec2.internal', [10, 240, 0, 77]))).toEqual([[]]);
    expect(await reasons(ranged, of('burst-7', [10, 241, 0, 77]))).toEqual([['outside-address']]);
    expect(await reasons(open, of('burst-7', [10, 240, 0, 77]))).toEqual([['unsaid-address']]);
  });

  it.each([
    'api.example.com',
    'kubernetes',
    'kubernetes.default',
    'kubernetes.default.svc',
    'kubernetes.default.svc.cluster.local',
    'webhook.team.svc',
    'svc',
    'cluster.local',
    '10-200-0-2.team.pod.cluster.local',
    'localhost',
    'a.localhost',
  ])('may not be called %s', async (node) => {
    expect(await reasons(ranged, of(node, [10, 240, 0, 77]))).toEqual([['reserved-name']]);
  });

  it('may not both have one address: neither gets it before a person has looked', async () => {
    const address = [10, 240, 0, 77];
    const objects = [of('a', address), of('b', address, 'csr-2'), of('c', [10, 240, 0, 78], 'csr-3')];
    expect(await reasons(ranged, ...objects)).toEqual([['contested-address'], ['contested-address'], []]);
    expect(await reasons(ranged, of('a', address), of('a', address, 'csr-2'))).toEqual([[], []]);
  });

  it('may have an address of the spec, whichever of them it is', async () => {
    const given = ranged
      .replace('- name: worker-0', '- {name: worker-0, address: 10.240.0.5}')
      .replace('address: privateAddress', '');
    expect(await reasons(given, of('a', [10, 240, 0, 5]))).toEqual([[]]);
    const both = [of('a', [10, 240, 0, 5]), of('b', [10, 240, 0, 5], 'csr-2')];
    expect(await reasons(given, ...both)).toEqual([['contested-address'], ['contested-address']]);
  });

  it('may be named by an address, which lies in nodeCIDRs like any other', async () => {
    const named = (node: string, ...address: number[]) =>
      object({ request: forger({ ...victim, node }).named(ip(...address)), username: `system:node:${node}` });
    expect(await reasons(ranged, named('10.240.0.7', 10, 240, 0, 7))).toEqual([[]]);
    expect(await reasons(ranged, named('203.0.113.7', 203, 0, 113, 7))).toEqual([['outside-address']]);
  });
});

test('a node without hostname-override has any name, one without node-ip any address of nodeCIDRs', async () => {
  const flags = (flag: string) =>
    withRanges(closed, '[10.240.0.0/24]').replace('  target:', `  kubelet: {flags: {${flag}: null}}\n  target:`);
  const { node: _, ...rest } = victim;
  const request = forger({ ...rest, node: 'host' }).named(dns('host'), ip(10, 240, 0, 88));
  expect(await reasons(flags('hostname-override'), object({ request, username: 'system:node:host' }))).toEqual([[]]);
  const other = forger(victim).named(dns('worker-0'), ip(10, 240, 0, 88));
  expect(await reasons(flags('node-ip'), object({ request: other }))).toEqual([[]]);
});

test('no signer is named before Kubernetes 1.18, and only there', async () => {
  const { signerName: _, ...spec } = object({ request: goRequest('ecdsa') }).spec;
  const unnamed = { ...object({ request: '' }), apiVersion: 'certificates.k8s.io/v1beta1', spec };
  expect(await reasons(closed, unnamed)).toEqual([['signer-unnamed']]);
  const old = closed.replace('endpoint:', 'version: "1.17.17"\n    endpoint:').replace('"1.36.4"', '"1.17.17"');
  expect(await reasons(old.replace(/(\n {2}target:)/, '\n  runtime: {version: "1.6.20"}$1'), unnamed)).toEqual([[]]);
});

test('every reason is met', async () => {
  const met = new Set([
    'reserved-name',
    'unknown-node',
    'contested-address',
    'outside-address',
    'unsaid-address',
    'signer-unnamed',
    'many',
    'many-of-one',
  ]);
  for (const { reason } of forgeries(victim)) met.add(reason);
  const written = readFileSync(new URL('refusal.ts', import.meta.url), 'utf8').matchAll(/^ {2}'?([\w-]+)'?: \(/gm);
  expect([...met].sort()).toEqual([...written].map(([, reason]) => reason).sort());
});

test('a change of any byte of a request is noticed', async () => {
  const good = goRequest('ecdsa').split('\n').slice(1, -2).join('');
  const bytes = Buffer.from(good, 'base64');
  const objects = Array.from(bytes, (byte, index) => {
    const changed = Buffer.from(bytes);
    changed[index] = byte ^ 1;
    const lines = changed.toString('base64').match(/.{1,64}/g) ?? [];
    const request = `-----BEGIN CERTIFICATE REQUEST-----\n${lines.join('\n')}\n-----END CERTIFICATE REQUEST-----\n`;
    return object({ name: `csr-${index}`, request });
  });
  // One by one: of many that are sent together only the first signatures are checked.
  for (const each of objects) expect(await reasons(closed, each)).not.toEqual([[]]);
});

test('a byte more or less anywhere is noticed, and nothing throws', async () => {
  const good = forger(victim).der();
  await fc.assert(
    fc.asyncProperty(fc.nat(good.length - 1), fc.uint8Array({ maxLength: 4 }), fc.nat(4), async (at, put, cut) => {
      const changed = Buffer.concat([good.subarray(0, at), put, good.subarray(at + cut)]);
      fc.pre(!changed.equals(good));
      const [verdict] = await judge(closed, object({ request: pem(changed) }));
      // One that changes the name lacks the right one, too.
      expect(verdict?.refusals.length).toBeGreaterThan(0);
    }),
    { numRuns: 150 },
  );
});

test('the forger writes what Go writes', () => {
  const request = forger(victim).pem({ attributes: [extensionRequest(names(dns('worker-0'), ip(10, 240, 0, 20)))] });
  const bytes = (pem: string) => Buffer.from(pem.split('\n').slice(1, -2).join(''), 'base64');
  // What is signed ends with the attributes; key and signature differ.
  const tail = (pem: string) =>
    bytes(pem)
      .subarray(5, 90)
      .toString('hex')
      .slice(0, 2 * 85);
  expect(tail(request).slice(4)).toBe(tail(goRequest('ecdsa')).slice(4));
});
