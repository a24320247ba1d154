import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { ensureBuilt } from '../cli-process.js';
import { example, follow, pageText } from '../pages.js';
import { judged } from './judge.js';
import { opentofu, tofuFolder, tofuOutput } from './tofu.js';
import { fixture, type State } from './tofu-module.js';

beforeAll(ensureBuilt, 120_000);

judged('OpenTofu', opentofu, (program) => {
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
});
