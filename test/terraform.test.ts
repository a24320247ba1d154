import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { bootwright, edit, ensureBuilt, workspace } from './cli-process.js';

beforeAll(ensureBuilt, 120_000);

const name = 'current-containerd';
const modeOf = (path: string): string => (statSync(path).mode & 0o777).toString(8);
const external = (folder: string, query: object | string) =>
  bootwright(folder, ['external'], typeof query === 'string' ? query : JSON.stringify(query));

/** Makes the first worker's document so large that AWS is given bytes. */
function makeItBytes(folder: string): void {
  let noise = '';
  // Every 7th line differs from the one before in each character: nothing that compresses well.
  for (let at = 0; noise.length < 9000; at += 1) noise += `${Math.sin(at).toString(36).slice(3)}`;
  edit(
    join(folder, 'cluster.yaml'),
    '  workers:\n',
    `  host: {files: [{path: /opt/noise, content: "${noise}"}]}\n  workers:\n`,
  );
}

describe('bootwright terraform', () => {
  it('writes a module that holds no document, and a render keeps it as it is', () => {
    const folder = workspace({ keys: true });
    const out = join(folder, 'out', name);
    expect(bootwright(folder, ['terraform', 'cluster.yaml'])).toMatchObject({ status: 0, data: '' });
    const module = readFileSync(join(out, 'terraform', 'main.tf.json'), 'utf8');
    expect(module).not.toMatch(/BEGIN|cloud-config\n/);
    expect(modeOf(join(out, 'worker-0.cloud-config.yaml'))).toBe('600');
    expect(readdirSync(join(out, 'terraform'))).toEqual(['main.tf.json']);
    expect(bootwright(folder, ['render', 'cluster.yaml', '--check'])).toMatchObject({ status: 0 });

    // A worker more is one more entry, without another word about Terraform.
    edit(
      join(folder, 'cluster.yaml'),
      '  workers:\n',
      '  workers:\n    - {name: worker-9, address: 10.240.0.29, podCIDR: 10.200.9.0/24}\n',
    );
    bootwright(folder, ['pki', 'issue', 'cluster.yaml']);
    const check = bootwright(folder, ['render', 'cluster.yaml', '--check']);
    expect(check.data).toMatch(
      /^\+ +"worker-9": "\$\{sensitive\(file\(\\"\$\{path\.module\}\/\.\.\/worker-9\.cloud-config\.yaml\\"\)\)\}",$/m,
    );
    expect(check.talk).toContain('new since the last render: worker-9');
    expect(bootwright(folder, ['render', 'cluster.yaml']).status).toBe(0);
    expect(readFileSync(join(out, 'terraform', 'main.tf.json'), 'utf8')).toContain('worker-9');

    // A provider without a resource of Terraform's takes it away.
    edit(join(folder, 'cluster.yaml'), 'provider: aws', 'provider: generic');
    const { talk } = bootwright(folder, ['render', 'cluster.yaml']);
    expect(talk).toContain('removed: out/current-containerd/terraform/main.tf.json');
    expect(existsSync(join(out, 'terraform', 'main.tf.json'))).toBe(false);
  });

  it('writes nothing at all where one node has an error', () => {
    const folder = workspace({ keys: true });
    rmSync(join(folder, 'pki', 'nodes', 'worker-2.pem'));
    const { status, talk } = bootwright(folder, ['terraform', 'cluster.yaml']);
    expect({ status }).toEqual({ status: 1 });
    expect(talk).toContain('the certificate of worker-2 is missing');
    expect(existsSync(join(folder, 'out'))).toBe(false);
  });

  it('gives another argument what it takes', () => {
    const folder = workspace({ keys: true });
    const args = ['terraform', 'cluster.yaml', '--argument', 'aws_launch_template.user_data'];
    const { status, talk } = bootwright(folder, args);
    expect(status).toBe(0);
    expect(talk).toContain('resource "aws_launch_template" "worker" {');
    const { output } = JSON.parse(readFileSync(join(folder, 'out', name, 'terraform', 'main.tf.json'), 'utf8'));
    // biome-ignore lint/suspicious/noTemplateCurlyInString: Terraform's own template
    const content = '${sensitive(filebase64("${path.module}/../worker-0.cloud-config.yaml"))}';
    expect(output.user_data.value['worker-0']).toBe(content);
  });

  it.each([
    [
      'a provider that Terraform has no resource for',
      'generic',
      [],
      'no Terraform resource is known for spec.target.provider generic',
    ],
    [
      'an argument of another provider',
      'aws',
      ['--argument', 'vultr_instance.user_data'],
      'vultr_instance.user_data does not take a document at aws',
    ],
    ['a slip of the fingers', 'aws', ['--argument', 'aws_instance.userdata'], 'Did you mean aws_instance.user_data?'],
  ])('refuses %s', (_, provider, more, words) => {
    const folder = workspace({ keys: true });
    edit(join(folder, 'cluster.yaml'), 'provider: aws', `provider: ${provider}`);
    const { status, data, talk } = bootwright(folder, ['terraform', 'cluster.yaml', ...more]);
    expect({ status, data }).toEqual({ status: 2, data: '' });
    expect(talk).toContain(words);
    expect(existsSync(join(folder, 'out'))).toBe(false);
  });

  it('refuses bytes for an argument that takes text and encodes it', () => {
    const folder = workspace({ keys: true });
    makeItBytes(folder);
    const args = ['terraform', 'cluster.yaml', '--argument', 'aws_instance.user_data'];
    const { status, talk } = bootwright(folder, args);
    expect(status).toBe(1);
    expect(talk).toContain(
      'the document of worker-0 is compressed to bytes, and aws_instance.user_data takes text, which it encodes to base64: ' +
        'give it to aws_instance.user_data_base64 or aws_launch_template.user_data (--argument), or make it smaller',
    );
    expect(existsSync(join(folder, 'out'))).toBe(false);
    // Left to itself it takes the argument for bytes.
    expect(bootwright(folder, ['terraform', 'cluster.yaml']).status).toBe(0);
    const { output } = JSON.parse(readFileSync(join(folder, 'out', name, 'terraform', 'main.tf.json'), 'utf8'));
    expect(output.user_data.value['worker-0']).toBeNull();
    // biome-ignore lint/suspicious/noTemplateCurlyInString: Terraform's own template
    const content = '${sensitive(filebase64("${path.module}/../worker-0.user-data.gz"))}';
    expect(output.user_data_base64.value['worker-0']).toBe(content);
  });
});

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

describe('which machines have other bytes', () => {
  it('is said by a render and by --check, with what Terraform does to them', () => {
    const folder = workspace({ keys: true });
    bootwright(folder, ['render', 'cluster.yaml']);
    edit(join(folder, 'cluster.yaml'), 'tier: batch', 'tier: web');
    const words = 'changed since the last render: worker-1; Terraform stops and starts each aws_instance';
    expect(bootwright(folder, ['render', 'cluster.yaml', '--check']).talk).toContain(words);
    const changes = JSON.parse(bootwright(folder, ['render', 'cluster.yaml', '--check', '--format', 'json']).data);
    const [document] = changes;
    expect(document).toMatchObject({ change: 'changed', node: 'worker-1', terraform: 'restarts' });
    expect(changes.filter(({ terraform }: { terraform?: string }) => terraform)).toHaveLength(1);
    expect(bootwright(folder, ['render', 'cluster.yaml']).talk).toContain(words);
    expect(bootwright(folder, ['render', 'cluster.yaml']).talk).not.toContain('since the last render');
  });

  it.each([
    ['digitalocean', 'Terraform replaces each digitalocean_droplet'],
    ['gcp', 'Terraform updates each google_compute_instance in place, which does not run the new document'],
    ['oci', 'the provider refuses to change an existing oci_core_instance: terraform apply -replace replaces it'],
  ])('says it for %s', (provider, words) => {
    const folder = workspace({ keys: true });
    edit(join(folder, 'cluster.yaml'), 'provider: aws', `provider: ${provider}`);
    bootwright(folder, ['render', 'cluster.yaml']);
    edit(join(folder, 'cluster.yaml'), 'tier: batch', 'tier: web');
    expect(bootwright(folder, ['render', 'cluster.yaml']).talk).toContain(words);
  });

  it('is not said of a script, which is not user-data', () => {
    const folder = workspace({ keys: true });
    bootwright(folder, ['render', 'cluster.yaml']);
    const { talk } = bootwright(folder, ['render', 'cluster.yaml', '--as', 'script']);
    expect(talk).not.toContain('since the last render');
  });
});
