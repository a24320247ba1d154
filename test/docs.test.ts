import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse, parseAllDocuments, stringify } from 'yaml';
import { anchorOf } from '../scripts/site/site-page.js';
import { commandTable } from '../src/cli/command-table.js';
import { readCluster } from '../src/index.js';
import { clusterWith, documentsOf, specText } from './fixture-input.js';
import { emptyFolder, example, follow, pageText } from './pages.js';

const readme = pageText('README');

const repository = resolve('.');
const cli = resolve('dist/cli.js');
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'bootwright-readme-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const run = (...args: string[]): string =>
  execFileSync(process.execPath, [cli, ...args], { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

it("README's ten lines are ten, and its commands work with them", () => {
  const spec = example('cluster.yaml', readme);
  expect(spec.trim().split('\n')).toHaveLength(10);
  const commands = example('commands', readme)
    .trim()
    .split('\n')
    .map((line) =>
      line
        .replace(/\s*#.*/, '')
        .split(' ')
        .slice(1),
    );
  expect(commands.length).toBeGreaterThan(10);
  for (const command of commands) {
    run(...command);
    // The reader's own spec takes the place of the starter.
    if (command[0] === 'init') writeFileSync(join(folder, 'cluster.yaml'), spec);
  }
  expect(readdirSync(join(folder, 'out', 'first')).sort()).toEqual([
    'cluster',
    'manifest.json',
    'review',
    'terraform',
    'worker-0.cloud-config.yaml',
  ]);
}, 180_000);

it('every command is on a page', () => {
  const inDocs = readdirSync('docs').filter((file) => file.endsWith('.md'));
  const pages = [readme, ...inDocs.map((file) => readFileSync(join('docs', file), 'utf8'))];
  // In Terraform's language the words of a command stand in quotes.
  const isOn = (page: string, name: string): boolean => new RegExp(`bootwright[ ",]+${name}\\b`).test(page);
  const unnamed = commandTable.filter(({ name }) => !pages.some((page) => isOn(page, name)));
  expect(
    unnamed.map(({ name }) => name),
    'README.md, or a page of docs, names "bootwright COMMAND"',
  ).toEqual([]);
});

/** The anchors of a page's headings, as GitHub makes them. */
const anchorsOf = (page: string): string[] =>
  [...readFileSync(page, 'utf8').matchAll(/^#+ (.+)$/gm)].map(([, text]) =>
    anchorOf(String(text).replace(/\]\([^)]*\)/g, '')),
  );

it('every file and heading that a page links to is there', () => {
  const inDocs = readdirSync('docs', { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.md'));
  for (const page of ['README.md', 'CONTRIBUTING.md', 'SECURITY.md', ...inDocs.map((name) => join('docs', name))]) {
    for (const [, link] of readFileSync(page, 'utf8').matchAll(/\]\((?!https?:)([^)]+)/g)) {
      const [file = '', anchor] = String(link).split('#');
      const target = file === '' ? page : join(dirname(page), file);
      expect(existsSync(target), `${page} links to ${link}`).toBe(true);
      if (anchor !== undefined) expect(anchorsOf(target), `${page} links to ${link}`).toContain(anchor);
    }
  }
});

describe('docs/kubelet.md', () => {
  const blocks = [...readFileSync('docs/kubelet.md', 'utf8').matchAll(/```yaml\n([\s\S]*?)```/g)].map(
    ([, text]) => text,
  );
  const base = {
    kubernetes: { version: '1.36.4' },
    controlPlane: { endpoint: 'https://10.240.0.10:6443' },
    network: { podCIDR: '10.200.0.0/16', serviceCIDR: '10.32.0.0/24' },
    target: { os: 'debian-13' },
    workers: [{ name: 'worker-0', address: '10.240.0.20', podCIDR: '10.200.0.0/24' }],
  };

  it.each(blocks)('has parts of a spec that is valid: %s', (text) => {
    const spec = { ...base, ...parse(text as string) };
    const { diagnostics } = readCluster(
      stringify({ apiVersion: 'bootwright/v1alpha1', kind: 'Cluster', metadata: { name: 'demo' }, spec }),
    );
    const warned = String(text).includes('credentials: kubelet') ? ['proxy-without-rights'] : [];
    expect(diagnostics.map(({ code }) => code)).toEqual(warned);
  });

  it('has five of them', () => expect(blocks).toHaveLength(5));
});

const runtimes = readFileSync('docs/runtimes.md', 'utf8');
const fragments = [...runtimes.matchAll(/<!-- spec: (\w+) -->\n```yaml\n([\s\S]*?)```/g)].map(([, name, text]) => ({
  name,
  text,
}));

it.each(fragments)('docs/runtimes.md: the example $name is a good spec', ({ text }) => {
  const { kubernetes, ...more } = parse(text ?? '');
  expect(clusterWith(kubernetes.version, more).runtime.config).toEqual(
    Object.fromEntries(Object.entries(more.runtime.config ?? {}).filter(([key]) => key !== 'version')),
  );
});

it("docs/runtimes.md's table of handlers has every type, and since when Docker and CRI-O take it", async () => {
  const { handlers } = await import('../src/eras/handlers.js');
  for (const [type, { onDocker, onCrio }] of Object.entries(handlers)) {
    const row = new RegExp(`^\\| (?:[^|]*, )?${type}(?:, [^|]*)? \\|(.*)\\|$`, 'm').exec(runtimes)?.[1];
    expect(row, `give ${type} a row in the table below "Handlers" in docs/runtimes.md`).toBeDefined();
    const [, docker = '', crio = ''] = row?.split('|') ?? [];
    for (const [cell, eras] of [
      [docker, onDocker],
      [crio, onCrio],
    ] as const) {
      const first = eras?.find(({ value }) => value)?.since.replace(/\.0$/, '');
      expect(/from (\S+)/.exec(cell)?.[1], `${type}: ${cell}`).toBe(first);
    }
  }
});

it('docs/runtimes.md has an example of each runtime', () => {
  expect(fragments.map(({ name }) => name)).toEqual(['containerd', 'docker', 'crio', 'handlers']);
});

const parts = ['operating', 'recipes'].flatMap((page) =>
  [...pageText(page).matchAll(/<!-- (?:spec|recipe): (\w+) -->\n```yaml\n([\s\S]*?)```/g)].map(([, name, text]) => ({
    page,
    name,
    text,
  })),
);

it('each recipe is found', () => expect(parts.length).toBeGreaterThan(13));

it.each(parts)('$name of $page is a good part of a spec, and its nodes are rendered', ({ text }) => {
  const spec = parse(example('cluster.yaml', readme));
  const { diagnostics } = readCluster(stringify({ ...spec, spec: { ...spec.spec, ...parse(text ?? '') } }));
  expect(diagnostics).toEqual([]);
  const whole = { ...spec, spec: { ...spec.spec, ...parse(text ?? '') } };
  expect(documentsOf(stringify(whole), 'current-containerd').length).toBeGreaterThan(0);
});

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

it('docs/ignition.md has a spec that gives an Ignition config', () => {
  const page = readFileSync('docs/ignition.md', 'utf8');
  const [document] = documentsOf(example('flatcar', page), 'flatcar');
  expect(document).toMatchObject({ fileName: 'worker-0.ign.json', form: 'plain', diagnostics: [] });
});

describe('docs/terraform.md', () => {
  const page = readFileSync('docs/terraform.md', 'utf8');
  /** An empty folder after the page's commands, up to the module's. */
  function followed(): { readonly place: string; readonly talk: string } {
    const place = emptyFolder();
    const talk = ['spec', 'render', 'commands'].map((name) => follow(place, example(name, page)));
    return { place, talk: talk.at(-1) ?? '' };
  }

  it('has commands that work, files that they make, and the lines that they print', () => {
    const { place, talk } = followed();
    for (const [, file = ''] of example('file', page).matchAll(/path\.module\}\/([^"]+)/g))
      expect(existsSync(join(place, file)), file).toBe(true);
    const shown = example('module', page);
    const printed = talk.slice(talk.indexOf('module "cluster"')).trim().split('\n');
    expect(printed.length).toBeGreaterThan(5);
    const bare = (line: string): string => line.trim().replace(/ +=/, ' =');
    expect(shown.split('\n').map(bare)).toEqual(expect.arrayContaining(printed.map(bare)));
    const source = /source = "(.*)"/.exec(shown)?.[1] ?? '';
    expect(readdirSync(join(place, source))).toEqual(['main.tf.json']);
  }, 60_000);

  it('has a data source whose query is answered for the machines that it names', () => {
    const { place } = followed();
    const shown = example('external', page);
    const query = { spec: (/spec = "\$\{path\.module\}\/(.*)"/.exec(shown) ?? [])[1] };
    const { status, stdout } = spawnSync(process.execPath, [cli, 'external'], {
      cwd: place,
      encoding: 'utf8',
      input: JSON.stringify(query),
    });
    expect(status).toBe(0);
    expect(Object.keys(JSON.parse(stdout))).toEqual(JSON.parse(/toset\((.*)\)/.exec(shown)?.[1] ?? ''));
  }, 60_000);

  it('says of every provider what Terraform does where a document changes', async () => {
    const { providers } = await import('../src/eras/providers.js');
    const words = {
      replaces: 'replaces the',
      restarts: 'stops and starts',
      updates: 'in place',
      'is refused': 'refuses',
    };
    for (const [name, { terraform }] of Object.entries(providers)) {
      if (terraform === null) continue;
      const row = new RegExp(`^\\| (?:.*, )?${name}(?:, .*)? \\| (.*) \\|$`, 'm').exec(page)?.[1];
      const wanted = words[terraform.arguments[0]?.onChange ?? 'replaces'];
      expect(row ?? '', `docs/terraform.md wants ${name} in the row that says so`).toContain(wanted);
    }
  });
});

it("docs/reviewing.md's commands work with the documents of README's spec", () => {
  const page = readFileSync(resolve(repository, 'docs/reviewing.md'), 'utf8');
  const lines = ['inspect', 'diff', 'review copies'].flatMap((name) => example(name, page).trim().split('\n'));
  expect(lines).toHaveLength(8);
  for (const line of lines) {
    const command = line.replace(/^bootwright/, `"${process.execPath}" "${cli}"`);
    execFileSync('bash', ['-c', command], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
  }
  expect(readdirSync(join(folder, 'tree')).sort()).toEqual(['etc', 'opt', 'usr', 'var']);
});

it("docs/using-documents.md's parts are a good part of a spec", async () => {
  const part = parse(example('mime', readFileSync('docs/using-documents.md', 'utf8')));
  const spec = parse(example('cluster.yaml', readme));
  const { cluster, diagnostics } = readCluster(stringify({ ...spec, spec: { ...spec.spec, ...part } }));
  expect(diagnostics).toEqual([]);
  expect(cluster?.parts.map(({ type }) => type)).toEqual(['text/cloud-config', 'text/x-shellscript']);
});

describe('docs/using-documents.md, from an empty folder', () => {
  const page = pageText('using-documents');

  it('has commands that make the document that it pastes, and each file that it names', () => {
    const place = emptyFolder();
    writeFileSync(join(place, 'cluster.yaml'), example('cluster.yaml', readme));
    follow(place, example('render', page));
    const pasted = follow(place, example('print', page));
    expect(pasted).toBe(readFileSync(join(place, 'out/first/worker-0.cloud-config.yaml'), 'utf8'));
    expect(pasted).toMatch(/^[\n\t -~]*$/);
    for (const [file] of page.matchAll(/out\/first\/cluster\/[\w.-]+/g))
      expect(existsSync(join(place, file)), file).toBe(true);
    const [, nodes = ''] = /toset\((.*)\)/.exec(example('file', page)) ?? [];
    for (const node of JSON.parse(nodes))
      expect(existsSync(join(place, `out/first/${node}.cloud-config.yaml`)), node).toBe(true);
    expect(page).toContain('10.240.0.20');
  }, 60_000);

  it("has the providers' arguments and forms as the tables have them", async () => {
    const { providers } = await import('../src/eras/providers.js');
    const words = { files: 'files', mime: 'text', gzip: 'bytes' };
    for (const [name, { forms: taken, terraform }] of Object.entries(providers)) {
      if (terraform === null) continue;
      const { resource, within, argument, takes } = terraform.arguments[0] as (typeof terraform.arguments)[number];
      const places = { map: `${within?.name}["${argument}"]`, block: `${within?.name}.${argument}` };
      const call = takes === 'base64' ? 'sensitive(filebase64(…))' : 'sensitive(file(…))';
      const forms = taken.map((form) => words[form]).join(', ');
      const where = `docs/using-documents.md wants a row for ${name}`;
      const line = `${resource}.${within ? places[within.kind] : argument} = ${call}`;
      expect(page, `${where} in its table for Terraform`).toContain(`| ${name} | \`${line}\` | `);
      expect(page, `${where} with the forms that it takes`).toMatch(
        new RegExp(`^\\| ${name} \\|.*\\| ${forms} \\|$`, 'm'),
      );
    }
  });
});

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
