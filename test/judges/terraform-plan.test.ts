import { cpSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { shortKey } from '../../src/pki/short-key.js';
import { bootwright, edit, ensureBuilt } from '../cli-process.js';
import { cached, judged } from './judge.js';
import { opentofu, tofu, tofuFolder, tofuOutput } from './tofu.js';

beforeAll(ensureBuilt, 120_000);

const fixture = 'current-containerd';

/** A folder with a spec, its keys, and its module. */
function home(): string {
  const folder = tofuFolder();
  for (const part of ['cluster.yaml', 'pki'])
    cpSync(resolve('fixtures', fixture, part), join(folder, part), { recursive: true });
  const { status, talk } = bootwright(folder, ['terraform', 'cluster.yaml']);
  if (status !== 0) throw new Error(talk);
  return folder;
}

const moduleOf = (folder: string): string => join(folder, 'out', fixture, 'terraform', 'main.tf.json');

const module = `module "cluster" {
  source = "./out/${fixture}/terraform"
}

resource "terraform_data" "worker" {
  for_each         = module.cluster.nodes
  triggers_replace = module.cluster.user_data[each.key]
}
`;

/** The form that README, the documentation and a render print. */
const file = `resource "terraform_data" "worker" {
  for_each         = toset(["worker-0", "worker-1", "worker-2"])
  triggers_replace = sensitive(file("\${path.module}/out/${fixture}/\${each.key}.cloud-config.yaml"))
}
`;

/** Each line of every private key, as the folder of keys has it and as the documents do. */
function keyLines(folder: string): string[] {
  const pki = join(folder, 'pki');
  const keys = readdirSync(pki, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('-key.pem'));
  return keys.flatMap((name) => {
    const key = readFileSync(join(pki, name), 'utf8');
    const lines = `${key}${shortKey(key)}`.split('\n');
    return lines.filter((line) => line !== '' && !line.startsWith('-----'));
  });
}

const shown = (lines: readonly string[], output: string): string[] =>
  [...lines, 'PRIVATE KEY', '#cloud-config'].filter((line) => output.includes(line));

/** What a plan prints, both streams, without the folds that a narrow screen makes. */
function plan(program: string, folder: string, ...more: string[]): { status: number | null; said: string } {
  const { status, data, talk } = tofu(program, folder, folder, 'plan', '-no-color', ...more);
  return { status, said: (data + talk).replaceAll(/[│\s]+/g, ' ') };
}

const engines = [
  ['OpenTofu', opentofu],
  ['Terraform', cached(/^terraform-[0-9a-f]+$/, 'terraform')],
] as const;

describe.each(engines)('%s', (engine, at) => {
  judged(engine, at, (program) => {
    it.each([
      ['the module', module],
      ['sensitive(file(…))', file],
    ])('shows no line of a key in a plan or an apply, fed by %s', (_, text) => {
      const folder = home();
      writeFileSync(join(folder, 'main.tf'), text);
      tofuOutput(program, folder, folder, 'init');
      const old = keyLines(folder);
      expect(old.length).toBeGreaterThan(10);
      const said = [tofuOutput(program, folder, folder, 'plan', '-no-color')];
      said.push(tofuOutput(program, folder, folder, 'apply', '-no-color', '-auto-approve'));
      // Other keys, so that the plan compares two documents.
      rmSync(join(folder, 'pki'), { recursive: true });
      bootwright(folder, ['pki', 'issue', 'cluster.yaml']);
      expect(bootwright(folder, ['render', 'cluster.yaml']).status).toBe(0);
      said.push(tofuOutput(program, folder, folder, 'plan', '-no-color'));
      for (const output of said) {
        expect(output).toContain('(sensitive value)');
        expect(shown([...old, ...keyLines(folder)], output)).toEqual([]);
      }
      rmSync(folder, { recursive: true });
    });

    it('stops a plan whose spec or keys are newer than the documents, until they are rendered', () => {
      const folder = home();
      writeFileSync(join(folder, 'main.tf'), module);
      tofuOutput(program, folder, folder, 'init');
      expect(plan(program, folder).status).toBe(0);
      tofuOutput(program, folder, folder, 'apply', '-auto-approve');
      const stopped = (names: string) =>
        expect(plan(program, folder)).toMatchObject({
          status: 1,
          said: expect.stringContaining(
            `Changed after the documents were rendered: ${names}. Run bootwright render, then plan again.`,
          ),
        });
      edit(join(folder, 'cluster.yaml'), 'tier: batch', 'tier: web');
      stopped('cluster.yaml');
      // One machine may not slip through alone, nor does a render of one node make all documents new.
      expect(plan(program, folder, '-target=terraform_data.worker["worker-1"]').status).toBe(1);
      expect(bootwright(folder, ['render', 'cluster.yaml', '--node', 'worker-0']).status).toBe(0);
      stopped('cluster.yaml');
      expect(bootwright(folder, ['render', 'cluster.yaml']).status).toBe(0);
      expect(plan(program, folder).status).toBe(0);
      for (const part of ['worker-2.pem', 'worker-2-key.pem']) rmSync(join(folder, 'pki', 'nodes', part));
      expect(bootwright(folder, ['pki', 'issue', 'cluster.yaml']).status).toBe(0);
      stopped('pki/nodes/worker-2.pem');
      // Of a node whose own key changed, its document alone is another.
      expect(bootwright(folder, ['render', 'cluster.yaml', '--node', 'worker-2']).status).toBe(0);
      expect(plan(program, folder).status).toBe(0);
      expect(tofu(program, folder, folder, 'destroy', '-auto-approve').status).toBe(0);
      rmSync(folder, { recursive: true });
    });

    it('goes on where the spec cannot be seen, and says that nothing tells', () => {
      const folder = home();
      writeFileSync(join(folder, 'main.tf'), module);
      tofuOutput(program, folder, folder, 'init');
      renameSync(join(folder, 'cluster.yaml'), join(folder, 'renamed.yaml'));
      rmSync(join(folder, 'pki'), { recursive: true });
      const { status, said } = plan(program, folder);
      expect({ status, said }).toMatchObject({
        status: 0,
        said: expect.stringContaining('Check block assertion failed'),
      });
      expect(said).toContain('cluster.yaml is not where it was when the documents were rendered');
      // The folder of the documents as a whole, on another machine.
      const other = tofuFolder();
      cpSync(join(folder, 'out'), join(other, 'out'), { recursive: true });
      writeFileSync(join(other, 'main.tf'), module);
      tofuOutput(program, other, other, 'init');
      expect(plan(program, other).status).toBe(0);
      for (const each of [folder, other]) rmSync(each, { recursive: true });
    });

    it('reads paths that look like templates', () => {
      const folder = home();
      // biome-ignore lint/suspicious/noTemplateCurlyInString: Terraform's own template
      const odd = join(folder, 'a ${b} %{c} "d"');
      mkdirSync(odd);
      for (const part of ['cluster.yaml', 'pki']) cpSync(join(folder, part), join(odd, part), { recursive: true });
      const spec = join(odd, 'cluster.yaml').slice(folder.length + 1);
      expect(bootwright(folder, ['terraform', spec]).status).toBe(0);
      writeFileSync(join(folder, 'main.tf'), module);
      tofuOutput(program, folder, folder, 'init');
      expect(plan(program, folder).status).toBe(0);
      edit(join(odd, 'cluster.yaml'), 'tier: batch', 'tier: web');
      expect(plan(program, folder).said).toContain('rendered: cluster.yaml.');
      rmSync(folder, { recursive: true });
    });

    it.runIf(engine === 'Terraform')('of 1.11 shows what only an output calls sensitive, which ours is not', () => {
      const folder = home();
      const text = readFileSync(moduleOf(folder), 'utf8');
      const naive = text.replaceAll(/sensitive\((file\([^)]*\))\)/g, '$1');
      expect(naive).not.toBe(text);
      writeFileSync(moduleOf(folder), naive);
      writeFileSync(join(folder, 'main.tf'), module);
      tofuOutput(program, folder, folder, 'init');
      const said = tofuOutput(program, folder, folder, 'plan', '-no-color');
      // Two lines of each worker's key, and of kube-proxy's.
      expect(shown(keyLines(folder), said).length).toBeGreaterThanOrEqual(8);
      rmSync(folder, { recursive: true });
    });
  });
});
