import { existsSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { bootwright, edit, ensureBuilt, workspace } from './cli-process.js';
import { makeItBytes, name } from './terraform-folder.js';

beforeAll(ensureBuilt, 120_000);

const modeOf = (path: string): string => (statSync(path).mode & 0o777).toString(8);

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
