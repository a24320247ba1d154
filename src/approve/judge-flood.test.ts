import { describe, expect, it } from 'vitest';
import { closed, goRequest, library, open, reasons, victim, withRanges } from '../../test/approve-judging.js';
import { forger } from '../../test/e2e/approve/forger.js';
import { dns, ip } from '../../test/e2e/approve/request-der.js';
import { object } from '../../test/submitted-request.js';
import { readCluster } from '../render.js';
import { judgeRequests, mostChecks } from './judge.js';
import { readRequestList } from './request-list.js';
import { servingPolicy } from './serving-policy.js';

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
