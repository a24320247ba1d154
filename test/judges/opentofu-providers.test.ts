import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { providers } from '../../src/eras/providers.js';
import { bootwright, ensureBuilt } from '../cli-process.js';
import { specText } from '../fixture-input.js';
import { judged } from './judge.js';
import { isAtHand, opentofu, tofu, tofuFolder, tofuOutput } from './tofu.js';
import { fixture, makeModule, pki } from './tofu-module.js';

/** Every provider that Terraform can give a document to. */
const known = Object.entries(providers).flatMap(([name, { terraform }]) => (terraform ? [{ name, ...terraform }] : []));

beforeAll(ensureBuilt, 120_000);

judged('OpenTofu', opentofu, (program) => {
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
