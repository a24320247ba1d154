import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { providers } from '../../src/eras/providers.js';
import { bootwright, ensureBuilt } from '../cli-process.js';
import { specText } from '../fixture-input.js';
import { example, follow, pageText } from '../pages.js';
import { cached, judged } from './judge.js';
import { isAtHand, tofu, tofuFolder, tofuOutput } from './tofu.js';

const fixture = 'current-containerd';
const pki = resolve('fixtures', fixture, 'pki');
/** Every provider that Terraform can give a document to. */
const known = Object.entries(providers).flatMap(([name, { terraform }]) => (terraform ? [{ name, ...terraform }] : []));

/** So many bytes that hardly compress. */
function noise(bytes: number): string {
  let text = '';
  for (let round = 0; text.length < bytes; round += 1)
    text += `${createHash('sha512').update(String(round)).digest('base64').slice(0, 80)}\n`;
  return text.slice(0, bytes);
}

interface Wish {
  readonly provider: string;
  /** Bytes of a further file on the first node that do not compress, and of one that does. */
  readonly noise?: number;
  readonly zeros?: number;
  /** kube-proxy uses the kubelet's credentials. */
  readonly lean?: boolean;
}

interface Made {
  /** The folder of its cluster. */
  readonly out: string;
  /** What the command prints to copy. */
  readonly usage: string;
}

/** Writes the fixture's spec for a provider, and a module of it. */
function makeModule(home: string, { provider, noise: hard = 0, zeros = 0, lean = false }: Wish): Made {
  const spec = parse(specText(fixture));
  spec.spec.target.provider = provider;
  spec.spec.host = undefined;
  const content = `${'0\n'.repeat(zeros / 2)}${noise(hard)}\n`;
  if (lean) spec.spec.proxy = { ...spec.spec.proxy, credentials: 'kubelet' };
  if (hard + zeros > 0) spec.spec.workers[0].files = [{ path: '/opt/more', content }];
  writeFileSync(join(home, 'cluster.yaml'), stringify(spec));
  const { status, talk } = bootwright(home, ['terraform', 'cluster.yaml', '--pki', pki]);
  if (status !== 0) throw new Error(talk);
  return { out: join(home, 'out', fixture), usage: talk.slice(talk.indexOf('module "cluster"')) };
}

/** A configuration that hands every document to `terraform_data`, which keeps what it is given. */
function rootOf(outputs: readonly string[]): object {
  const of = (output: string): string => `\${module.cluster.${output}[each.key]}`;
  return {
    module: { cluster: { source: `./out/${fixture}/terraform` } },
    resource: {
      terraform_data: {
        worker: {
          // biome-ignore-start lint/suspicious/noTemplateCurlyInString: Terraform's own templates
          for_each: '${module.cluster.nodes}',
          input: Object.fromEntries([['sha256', '${each.value.sha256}'], ...outputs.map((name) => [name, of(name)])]),
          // biome-ignore-end lint/suspicious/noTemplateCurlyInString: Terraform's own templates
          triggers_replace: outputs.map(of),
        },
      },
    },
  };
}

interface State {
  readonly values: {
    readonly root_module: {
      readonly resources: readonly { readonly index: string; readonly values: { readonly input: Given } }[];
    };
  };
}
type Given = Readonly<Record<string, string | null>>;

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

judged('OpenTofu', cached(/^opentofu-[0-9a-f]+$/, 'tofu'), (program) => {
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

  it('finds the examples of docs/terraform.md in good form', () => {
    const home = tofuFolder();
    const page = readFileSync('docs/terraform.md', 'utf8');
    const examples = [...page.matchAll(/```hcl\n([\s\S]*?)```/g)].map(([, text = '']) => text);
    expect(examples).toHaveLength(3);
    for (const [index, text] of examples.entries()) writeFileSync(join(home, `${index}.tf`), text);
    expect(tofuOutput(program, home, home, 'fmt', '-check', '-diff')).toBe('');
    rmSync(home, { recursive: true });
  });

  it('feeds the machines of docs/terraform.md with their documents, step by step', () => {
    const home = tofuFolder();
    const page = pageText('terraform');
    for (const name of ['spec', 'render', 'commands']) follow(home, example(name, page));
    // The machine's own provider is not at hand: Terraform's resource without one is given the same document.
    const shown = example('module', page).replace('"aws_instance"', '"terraform_data"');
    const fed = shown
      .replace(/user_data +=/, 'input =')
      .replace(/ +user_data_base64 +=.*\n/, '')
      .replace(/\n\n {2}ami [^}]*/, '\n');
    writeFileSync(join(home, 'main.tf'), fed);
    tofuOutput(program, home, home, 'init');
    tofuOutput(program, home, home, 'apply', '-auto-approve');
    const state: State = JSON.parse(tofuOutput(program, home, home, 'show', '-json'));
    const machines = state.values.root_module.resources;
    expect(machines.map(({ index }) => index)).toEqual(['worker-0', 'worker-1', 'worker-2']);
    for (const { index, values } of machines)
      expect(values.input).toBe(readFileSync(join(home, `out/${fixture}/${index}.cloud-config.yaml`), 'utf8'));
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

  /** A configuration with a module for each name. */
  const modules = (sources: Readonly<Record<string, string>>): string =>
    JSON.stringify({ module: Object.fromEntries(Object.entries(sources).map(([name, source]) => [name, { source }])) });

  it('takes the module for every provider', () => {
    const home = tofuFolder();
    const sources = known.map(({ name: provider }) => {
      mkdirSync(join(home, provider));
      // kube-proxy's own credentials are more than Linode takes.
      const { usage } = makeModule(join(home, provider), { provider, lean: provider === 'linode' });
      writeFileSync(join(home, `${provider}.tf`), usage);
      return [provider, `./${provider}/out/${fixture}/terraform`];
    });
    // What the command prints to copy is in the language's own form already.
    expect(tofuOutput(program, home, home, 'fmt', '-check', '-diff')).toBe('');
    for (const [provider] of sources) rmSync(join(home, `${provider}.tf`));
    writeFileSync(join(home, 'main.tf.json'), modules(Object.fromEntries(sources)));
    tofuOutput(program, home, home, 'init');
    expect(tofuOutput(program, home, home, 'validate')).toContain('The configuration is valid');
    rmSync(home, { recursive: true });
  }, 180_000);

  const withRoutes = Object.entries(providers).flatMap(([name, { routes }]) =>
    routes.terraform ? [{ name, address: routes.terraform.provider }] : [],
  );
  describe("the cluster's routes", () => {
    let home: string;
    afterAll(() => rmSync(home, { recursive: true }));
    const routesAt = (provider: string): string => `${provider}/out/${fixture}/cluster`;
    beforeAll(() => {
      home = tofuFolder();
      for (const { name } of withRoutes) {
        mkdirSync(join(home, name));
        const spec = parse(specText(fixture));
        spec.spec.target.provider = name;
        writeFileSync(join(home, name, 'cluster.yaml'), stringify(spec));
        const { status, talk } = bootwright(join(home, name), ['render', 'cluster.yaml', '--pki', pki]);
        if (status !== 0) throw new Error(talk);
      }
    }, 180_000);

    it('are modules that can be read', () => {
      const sources = withRoutes.map(({ name }) => [name, `./${routesAt(name)}`]);
      writeFileSync(join(home, 'main.tf.json'), modules(Object.fromEntries(sources)));
      expect(tofu(program, home, home, 'get').status).toBe(0);
    });

    const atHand = withRoutes.filter(({ address }) => isAtHand(address));
    it.runIf(atHand.length > 0).each(atHand)('at $name are valid for the real provider $address', ({ name }) => {
      const folder = join(home, routesAt(name));
      tofuOutput(program, home, folder, 'init');
      expect(tofuOutput(program, home, folder, 'validate')).toContain('The configuration is valid');
    });
  });

  interface Block {
    readonly attributes: Readonly<Record<string, { readonly type: unknown; readonly computed?: boolean }>>;
    readonly block_types?: Readonly<Record<string, { readonly block: Block }>>;
  }

  describe.each(known)('the published schema of $name', ({ address, read, ...rest }) => {
    it.runIf(isAtHand(address))(`has our arguments, says the real provider ${address}`, () => {
      const home = tofuFolder();
      const folder = join(home, 'schema');
      mkdirSync(folder);
      const version = /^\d/.test(read) ? { version: read } : {};
      const required = { asked: { source: address, ...version } };
      writeFileSync(join(folder, 'main.tf.json'), JSON.stringify({ terraform: { required_providers: required } }));
      tofuOutput(program, home, folder, 'init');
      const schemas = JSON.parse(tofuOutput(program, home, folder, 'providers', 'schema', '-json'));
      const resources: Record<string, { block: Block }> =
        schemas.provider_schemas[`registry.opentofu.org/${address.toLowerCase()}`].resource_schemas;
      for (const { resource, within, argument } of rest.arguments) {
        const { block } = resources[resource] as { block: Block };
        if (within?.kind === 'map') expect(block.attributes[within.name]?.type).toEqual(['map', 'string']);
        else {
          const inner = within ? (block.block_types?.[within.name]?.block as Block) : block;
          expect(inner.attributes[argument]?.type).toBe('string');
        }
      }
      rmSync(home, { recursive: true });
    });
  });

  it.runIf(isAtHand('hetznercloud/hcloud'))('gives the real hcloud_server the digest of the document', () => {
    const home = tofuFolder();
    const { out, usage } = makeModule(home, { provider: 'hetzner' });
    const needed = 'name = each.key\n  server_type = "cx22"\n  image = "debian-13"\n';
    const provider =
      'provider "hcloud" {\n  token = "0123456789012345678901234567890123456789012345678901234567890123"\n}\n';
    const source = 'terraform {\n  required_providers {\n    hcloud = { source = "hetznercloud/hcloud" }\n  }\n}\n';
    writeFileSync(join(home, 'main.tf'), `${source}${provider}${usage.replace('  for_each', `  ${needed}  for_each`)}`);
    tofuOutput(program, home, home, 'init');
    tofuOutput(program, home, home, 'plan', '-out=plan');
    const plan = JSON.parse(tofuOutput(program, home, home, 'show', '-json', 'plan'));
    const files = readdirSync(out).filter((file) => file.endsWith('.cloud-config.yaml'));
    expect(plan.resource_changes).toHaveLength(files.length);
    for (const { index, change } of plan.resource_changes) {
      // The provider keeps this digest of what it is given, and nothing else.
      const digest = createHash('sha1')
        .update(readFileSync(join(out, `${index}.cloud-config.yaml`)))
        .digest('base64');
      expect(change.after.user_data).toBe(digest);
    }
    rmSync(home, { recursive: true });
  });
});
