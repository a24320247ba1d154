import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { readCluster } from '../src/index.js';
import { documentsOf } from './fixture-input.js';
import { emptyFolder, example, follow, pageText } from './pages.js';

const readme = pageText('README');
const cli = resolve('dist/cli.js');

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
