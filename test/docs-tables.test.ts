import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { parse, parseAllDocuments, stringify } from 'yaml';
import { documentsOf, specText } from './fixture-input.js';
import { emptyFolder, example, follow, pageText } from './pages.js';

const readme = pageText('README');

it("docs/using-documents.md has the providers' limits as they are", async () => {
  const { providers } = await import('../src/eras/providers.js');
  const page = readFileSync('docs/using-documents.md', 'utf8');
  for (const [name, { limit }] of Object.entries(providers)) {
    if (limit === null) continue;
    const row = new RegExp(`\\| ${name} \\| .* \\| ${limit.toLocaleString('en')} \\|`);
    expect(page, `docs/using-documents.md wants a row for ${name}, with its limit`).toMatch(row);
  }
});

it.each(['mirror', 'digest', 'address'])("docs/artifacts.md's example %s is a valid part of a spec", async (name) => {
  const { readCluster } = await import('../src/index.js');
  const part = parse(example(name, readFileSync('docs/artifacts.md', 'utf8')));
  const spec = parse(example('cluster.yaml', readme));
  const { cluster, diagnostics } = readCluster(stringify({ ...spec, spec: { ...spec.spec, ...part } }));
  expect(diagnostics).toEqual([]);
  expect(cluster?.artifacts.every(({ digest }) => digest !== null)).toBe(true);
});

it('docs/artifacts.md says of every artifact where its digest is', async () => {
  const { artifactNames } = await import('../src/eras/artifact-names.js');
  const { publishedDigest, upstreamAddress } = await import('../src/eras/catalogue.js');
  const rows = readFileSync('docs/artifacts.md', 'utf8')
    .split('\n')
    .filter((line) => /^\| `/.test(line));
  for (const name of artifactNames) {
    const [, , place = ''] = rows.find((row) => row.includes(`\`${name}\``))?.split('|') ?? [];
    const address = upstreamAddress(name, '9.9.9', 'amd64');
    const ending = publishedDigest(name, '9.9.9', 'amd64')
      ?.replace(address, 'ADDRESS')
      .replace(/^https.*\//, '');
    expect(place, name).toContain(ending === undefined ? 'nowhere' : `\`${ending}\``);
  }
});

it("docs/networks.md's examples are what a spec takes, and what flannel needs of the API server", async () => {
  const { readCluster } = await import('../src/render.js');
  const { flannelRules } = await import('../src/eras/flannel.js');
  const blocks = [...readFileSync('docs/networks.md', 'utf8').matchAll(/```yaml\n([\s\S]*?)```/g)].map(
    ([, text = '']) => text,
  );
  const [onKubernetes = '', roles = '', etcd = ''] = blocks;
  expect(blocks).toHaveLength(3);
  const spec = parse(readFileSync('fixtures/flannel-kubernetes/cluster.yaml', 'utf8'));
  // The fixture's Kubernetes is old, and one of its machines has no address; that is no fault of the page.
  const ofFixture = ['release-unsupported', 'address-not-certified'];
  const read = (changes: object) => {
    const { cluster, diagnostics } = readCluster(stringify({ ...spec, spec: { ...spec.spec, ...changes } }));
    return { cluster, diagnostics: diagnostics.filter(({ code }) => !ofFixture.includes(code)) };
  };
  const shown = parse(onKubernetes.replace('sha256:…', `sha256:${'0'.repeat(64)}`));
  expect(read(shown)).toMatchObject({ cluster: { cni: { plugin: 'flannel' } }, diagnostics: [] });
  const flannel = { version: '0.9.0', store: 'etcd', ...parse(etcd) };
  expect(read({ ...shown, cni: { ...shown.cni, flannel } })).toMatchObject({
    cluster: { cni: { flannel: { store: { prefix: '/flannel.com/network' } } } },
    diagnostics: [],
  });
  const [role, binding] = parseAllDocuments(roles).map((document) => document.toJS());
  expect(role.rules).toEqual(flannelRules.value);
  expect(binding.subjects).toMatchObject([{ kind: 'User', name: 'flannel' }]);
});

it("docs/address-families.md's example is a good spec of both families", async () => {
  const { readCluster } = await import('../src/render.js');
  const part = parse(example('spec', readFileSync('docs/address-families.md', 'utf8')));
  const spec = parse(example('cluster.yaml', readme));
  const { cluster, diagnostics } = readCluster(stringify({ ...spec, spec: { ...spec.spec, ...part } }));
  expect(diagnostics).toEqual([]);
  expect(cluster?.nodes).toMatchObject([{ addresses: ['10.240.0.20', '2001:db8::20'] }]);
});

it('docs/cluster-side.md names every check of verify.sh, and every provider', async () => {
  const { providers } = await import('../src/eras/providers.js');
  const page = readFileSync('docs/cluster-side.md', 'utf8');
  const script = readFileSync('out/bootstrap-token/cluster/verify.sh', 'utf8');
  const checks = [...script.matchAll(/^check (\S+)/gm)].map(([, name]) => name ?? '');
  expect(checks).toContain('nodes');
  for (const name of [...checks, ...Object.keys(providers)]) {
    const row = new RegExp(`^\\| ([^|]*, )?${name}(, [^|]*)? \\|`, 'm');
    expect(page, `docs/cluster-side.md wants a row for ${name}, or its name in one`).toMatch(row);
  }
});

it("docs/node-identity.md's example is one that renders, and its table has every provider with metadata", async () => {
  const { providers } = await import('../src/eras/providers.js');
  const page = readFileSync('docs/node-identity.md', 'utf8');
  const block = /<!-- example: identity -->\n```yaml\n([\s\S]*?)```/.exec(page)?.[1] ?? '';
  const spec = parse(specText('identity-metadata'));
  spec.spec.target = parse(block).spec.target;
  const [document] = documentsOf(stringify(spec), 'identity-metadata');
  expect(document?.plan.filesAtBoot.map(({ path }) => path)).toHaveLength(2);
  const withMetadata = Object.entries(providers).filter(([, { service }]) => service !== null);
  for (const [name] of withMetadata) {
    const row = new RegExp(`^\\| .*\\b${name}\\b.* \\|`, 'm');
    expect(page, `docs/node-identity.md wants ${name} in its table`).toMatch(row);
  }
});

it("docs/operating-systems.md's rules for fapolicyd are in place before the runtime starts", () => {
  const block = /<!-- example: fapolicyd -->\n```yaml\n([\s\S]*?)```/.exec(pageText('operating-systems'))?.[1] ?? '';
  const spec = parse(specText('current-containerd'));
  Object.assign(spec.spec, parse(block), { target: { os: 'rhel-9' } });
  const [document] = documentsOf(stringify(spec), 'current-containerd');
  const steps = document?.plan.steps.map(({ name }) => name) ?? [];
  expect(steps.indexOf('command-fapolicyd')).toBeGreaterThan(steps.indexOf('packages'));
  expect(steps.indexOf('command-fapolicyd')).toBeLessThan(steps.indexOf('start-containerd'));
  expect(document?.plan.files.map(({ path }) => path)).toContain('/etc/fapolicyd/rules.d/50-kubernetes.rules');
});

it('docs/operating-systems.md has every system, with the package manager and the SELinux of its row', async () => {
  const { systems } = await import('../src/eras/systems.js');
  const rows = pageText('operating-systems').split('\n');
  for (const [name, { packageManager, selinux, reader }] of Object.entries(systems)) {
    const [, document, packages, , labels] = rows.find((row) => row.includes(`\`${name}\``))?.split(' | ') ?? [];
    expect([document, packages], `docs/operating-systems.md wants ${name} in a row of its table`).toEqual([
      reader === 'ignition' ? 'Ignition' : 'cloud-config',
      packageManager ?? '–',
    ]);
    expect(labels === 'enforcing', name).toBe(selinux !== null);
  }
});

it('docs/operating-systems.md has the facts of every row, with a mark where one could not be confirmed', async () => {
  const { systems } = await import('../src/eras/systems.js');
  const lines = pageText('operating-systems').split('\n');
  const marked = (value: string, source: string): string => value + (source.includes('[unconfirmed]') ? ' (?)' : '');
  for (const [name, { support, cloudInit, kernel, cgroup, systemd, glibc }] of Object.entries(systems)) {
    const ends = support.ends === null ? '–' : marked(support.ends, support.source);
    const reader = cloudInit === null ? '–' : marked(cloudInit.release, cloudInit.source);
    const facts = [`\`${name}\``, ends, reader, kernel, `v${cgroup}`, systemd, marked(glibc.release, glibc.source)];
    expect(lines, `docs/operating-systems.md wants this line for ${name}`).toContain(`| ${facts.join(' | ')} |`);
  }
});

it("docs/try-a-system.md's commands make a script, and the shell reads the other", () => {
  const page = pageText('try-a-system');
  const place = emptyFolder();
  writeFileSync(join(place, 'cluster.yaml'), example('cluster.yaml', readme).replace('debian-13', 'rocky-9'));
  follow(place, example('render', page));
  expect(readdirSync(join(place, 'out/first'))).toContain('worker-0.sh');
  execFileSync('bash', ['-n', '-c', example('try', page)]);
}, 60_000);

it("docs/operating.md's table has 26 rows, each with the peers' names and with fields that the schema has", async () => {
  const { kubeletFields } = await import('../src/eras/config-fields.js');
  interface Schema {
    readonly properties?: Readonly<Record<string, Schema>>;
    readonly items?: Schema;
  }
  const { spec } = (JSON.parse(readFileSync('schemas/cluster.schema.json', 'utf8')) as Schema).properties ?? {};
  const has = (path: string): boolean => {
    const [component, config, field = ''] = path.split('.');
    if (component === 'kubelet' && config === 'config') return kubeletFields().has(field);
    const below = (from: Schema | undefined): boolean =>
      path
        .split('.')
        .reduce<Schema | undefined>((at, key) => at?.properties?.[key] ?? at?.items?.properties?.[key], from) !==
      undefined;
    return below(spec) || below(spec?.properties?.pools?.items);
  };
  const rows = pageText('operating')
    .split('\n')
    .filter((line) => /^\| \d+ \|/.test(line))
    .map((line) =>
      line
        .split('|')
        .map((cell) => cell.trim())
        .slice(1, -1),
    );
  expect(rows.map(([number]) => Number(number))).toEqual(Array.from({ length: 26 }, (_, index) => index + 1));
  for (const [number, what, kops, kubespray, nodeadm, talos, here = ''] of rows) {
    for (const peer of [kops, kubespray, nodeadm, talos]) expect(peer, `${number} ${what}`).toMatch(/\S/);
    const fields = [...here.matchAll(/`([\w.]+)(?::[^`]*)?`/g)].map(([, field = '']) => field);
    expect(
      fields.filter((field) => !has(field)),
      `${number} ${what}`,
    ).toEqual([]);
    if (fields.length === 0) expect(here).toMatch(/^\[/);
  }
});
