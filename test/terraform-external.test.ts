import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { bootwright, ensureBuilt, workspace } from './cli-process.js';
import { makeItBytes, name } from './terraform-folder.js';

beforeAll(ensureBuilt, 120_000);

const external = (folder: string, query: object | string) =>
  bootwright(folder, ['external'], typeof query === 'string' ? query : JSON.stringify(query));

describe('bootwright external', () => {
  it('answers with the documents that a render writes', () => {
    const folder = workspace({ keys: true });
    bootwright(folder, ['render', 'cluster.yaml']);
    const document = (node: string) => readFileSync(join(folder, 'out', name, `${node}.cloud-config.yaml`), 'utf8');
    const one = external(folder, { spec: 'cluster.yaml', node: 'worker-1' });
    expect({ status: one.status, talk: one.talk }).toEqual({ status: 0, talk: '' });
    expect(JSON.parse(one.data)).toEqual({ 'worker-1': document('worker-1') });
    const all = JSON.parse(external(folder, { spec: 'cluster.yaml' }).data);
    expect(all).toEqual(Object.fromEntries(['worker-0', 'worker-1', 'worker-2'].map((node) => [node, document(node)])));
    const asked = { spec: 'cluster.yaml', node: 'worker-1', argument: 'aws_launch_template.user_data' };
    const encoded = JSON.parse(external(folder, asked).data);
    expect(Buffer.from(encoded['worker-1'], 'base64').toString('utf8')).toBe(document('worker-1'));
  });

  it('answers with base64 where a document is bytes', () => {
    const folder = workspace({ keys: true });
    makeItBytes(folder);
    bootwright(folder, ['render', 'cluster.yaml']);
    const given = JSON.parse(external(folder, { spec: 'cluster.yaml', node: 'worker-0' }).data);
    const document = readFileSync(join(folder, 'out', name, 'worker-0.user-data.gz'));
    expect(Buffer.from(given['worker-0'], 'base64').equals(document)).toBe(true);
    const refused = external(folder, { spec: 'cluster.yaml', argument: 'aws_instance.user_data' });
    expect(refused).toMatchObject({ status: 2, data: '' });
    expect(refused.talk).toContain('takes text');
  });

  it.each([
    ['no JSON', 'spec=cluster.yaml', 2, 'is not JSON'],
    ['no object', '[]', 2, 'the query is not a JSON object'],
    ['no spec', {}, 2, 'the query has no "spec"'],
    ['a number', { spec: 'cluster.yaml', node: 1 }, 2, 'the query\'s "node" is no string'],
    ['an unknown key', { spec: 'cluster.yaml', nod: 'worker-0' }, 2, 'Did you mean "node"?'],
    ['an unknown node', { spec: 'cluster.yaml', node: 'worker-9' }, 2, 'there is no worker "worker-9"'],
    ['a spec that is not there', { spec: 'none.yaml' }, 2, 'cannot read none.yaml'],
    ['keys that are not there', { spec: 'cluster.yaml', pki: 'none' }, 1, '[credentials-missing]'],
    ['a spec with a problem', { spec: 'bad.yaml' }, 1, 'bad.yaml:'],
  ])('refuses %s: on standard error, with nothing on standard output', (_, query, status, words) => {
    const folder = workspace({ keys: true });
    const spec = readFileSync(join(folder, 'cluster.yaml'), 'utf8');
    writeFileSync(join(folder, 'bad.yaml'), spec.replace('debian-13', 'debian13'));
    const run = external(folder, query);
    expect({ status: run.status, data: run.data }).toEqual({ status, data: '' });
    expect(run.talk).toContain(words);
  });
});
