import { describe, expect, it } from 'vitest';
import { closed, goRequest, judge, reasons, victim } from '../../test/approve-judging.js';
import { forger } from '../../test/e2e/approve/forger.js';
import { dns, oids, relative, sequence, tags, text } from '../../test/e2e/approve/request-der.js';
import { object } from '../../test/submitted-request.js';

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
