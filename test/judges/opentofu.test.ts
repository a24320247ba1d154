import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { bootwright, ensureBuilt } from '../cli-process.js';
import { judged } from './judge.js';
import { opentofu, tofu, tofuFolder, tofuOutput } from './tofu.js';
import { type Given, makeModule, pki, rootOf, type State } from './tofu-module.js';

interface Plan {
  readonly resource_changes: readonly { readonly index: string; readonly change: { readonly actions: string[] } }[];
}

const forms = [
  { form: 'files', wish: { provider: 'aws' } },
  { form: 'mime', wish: { provider: 'aws', noise: 1500 } },
  { form: 'gzip', wish: { provider: 'aws', noise: 6000 } },
  { form: 'plain', wish: { provider: 'digitalocean' } },
  { form: 'plain', wish: { provider: 'azure' } },
  { form: 'gzip', wish: { provider: 'azure', noise: 68_000 } },
  { form: 'plain', wish: { provider: 'gcp' } },
  { form: 'plain', wish: { provider: 'openstack' } },
  { form: 'gzip', wish: { provider: 'openstack', noise: 46_000 } },
] as const;

beforeAll(ensureBuilt, 120_000);

judged('OpenTofu', opentofu, (program) => {
  describe.each(forms)('$wish.provider, the first document $form', ({ form, wish }) => {
    it('keeps every byte on the way to the machine, and shows none', () => {
      const home = tofuFolder();
      const { out } = makeModule(home, wish);
      const { documents } = JSON.parse(readFileSync(join(out, 'manifest.json'), 'utf8'));
      expect(documents[0].form ?? 'plain').toBe(form);
      const { output } = JSON.parse(readFileSync(join(out, 'terraform', 'main.tf.json'), 'utf8'));
      const outputs = Object.keys(output).filter((name) => name !== 'nodes');
      writeFileSync(join(home, 'main.tf.json'), JSON.stringify(rootOf(outputs)));
      tofuOutput(program, home, home, 'init');
      expect(tofuOutput(program, home, home, 'validate')).toContain('The configuration is valid');
      const said = tofuOutput(program, home, home, 'apply', '-auto-approve', '-no-color');
      expect(said).toContain('sensitive value');
      expect(said).not.toMatch(/cloud-config|BEGIN|H4sI/);
      const state: State = JSON.parse(tofuOutput(program, home, home, 'show', '-json'));
      const resources = state.values.root_module.resources;
      expect(resources.map(({ index }) => index)).toEqual(documents.map(({ node }: { node: string }) => node));
      for (const [index, { file, sha256, form: packed }] of documents.entries()) {
        const given = resources[index]?.values.input as Given;
        const document = readFileSync(join(out, file));
        expect(given.sha256).toBe(sha256);
        const values = outputs.flatMap((name) => (given[name] === null ? [] : [{ name, value: given[name] ?? '' }]));
        // One argument, and no other, is given the document.
        expect(values).toHaveLength(1);
        const [{ name, value }] = values as [{ name: string; value: string }];
        const isText = packed !== 'gzip' && wish.provider !== 'azure';
        expect(name).toBe(isText || outputs.length === 1 ? 'user_data' : 'user_data_base64');
        expect(Buffer.from(value, isText ? 'utf8' : 'base64').equals(document)).toBe(true);
      }
      rmSync(home, { recursive: true });
    });
  });

  it('reads every committed document as it is, as text and as bytes', () => {
    const home = tofuFolder();
    const committed = resolve('out');
    const files = readdirSync(committed, { recursive: true, encoding: 'utf8' })
      .filter((file) => /^(?!demo).*(\.cloud-config\.yaml|\.ign\.json|\.mime\.txt|user-data(\.txt|\.gz)?)$/.test(file))
      .sort();
    const digests = (expression: string): object => ({
      value: `\${{for file in local.files : file => ${expression}}}`,
    });
    const config = {
      locals: { out: committed, files },
      output: {
        // biome-ignore-start lint/suspicious/noTemplateCurlyInString: Terraform's own templates
        text: digests('sha256(file("${local.out}/${file}"))'),
        bytes: digests('sha256(base64decode(filebase64("${local.out}/${file}")))'),
        // biome-ignore-end lint/suspicious/noTemplateCurlyInString: Terraform's own templates
      },
    };
    writeFileSync(join(home, 'main.tf.json'), JSON.stringify(config));
    tofuOutput(program, home, home, 'init');
    tofuOutput(program, home, home, 'apply', '-auto-approve');
    const { text, bytes } = JSON.parse(tofuOutput(program, home, home, 'output', '-json'));
    const digestOf = (file: string) => createHash('sha256').update(readFileSync(join(committed, file)));
    const own = Object.fromEntries(files.map((file) => [file, digestOf(file).digest('hex')]));
    expect(files.length).toBeGreaterThan(150);
    expect(text.value).toEqual(own);
    expect(bytes.value).toEqual(own);
    rmSync(home, { recursive: true });
  });

  it('replaces the machines whose bytes changed, which are those that a render names', () => {
    const home = tofuFolder();
    makeModule(home, { provider: 'digitalocean' });
    writeFileSync(join(home, 'main.tf.json'), JSON.stringify(rootOf(['user_data'])));
    tofuOutput(program, home, home, 'init');
    tofuOutput(program, home, home, 'apply', '-auto-approve');
    const spec = parse(readFileSync(join(home, 'cluster.yaml'), 'utf8'));
    spec.spec.workers[1].labels = { tier: 'other' };
    writeFileSync(join(home, 'cluster.yaml'), stringify(spec));
    const args = ['render', 'cluster.yaml', '--pki', pki, '--format', 'json'];
    const [{ machines }] = JSON.parse(bootwright(home, args).data);
    tofuOutput(program, home, home, 'plan', '-out=plan');
    const plan: Plan = JSON.parse(tofuOutput(program, home, home, 'show', '-json', 'plan'));
    const replaced = plan.resource_changes.filter(({ change }) => change.actions.includes('delete'));
    expect(replaced.map(({ index }) => index)).toEqual(['worker-1']);
    expect(machines).toEqual({
      changed: ['worker-1'],
      added: [],
      gone: [],
      terraform: { resource: 'digitalocean_droplet', onChange: 'replaces' },
    });
    rmSync(home, { recursive: true });
  });

  it('stops where a document is missing, and names it', () => {
    const home = tofuFolder();
    const { out } = makeModule(home, { provider: 'digitalocean' });
    writeFileSync(join(home, 'main.tf.json'), JSON.stringify(rootOf(['user_data'])));
    tofuOutput(program, home, home, 'init');
    rmSync(join(out, 'worker-2.cloud-config.yaml'));
    const { status, talk } = tofu(program, home, home, 'plan', '-no-color');
    expect(status).toBe(1);
    expect(talk).toContain('worker-2.cloud-config.yaml');
    rmSync(home, { recursive: true });
  });
});
