import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { providers } from '../../src/eras/providers.js';
import { clusterFiles, readCluster } from '../../src/index.js';
import { documentsOf, specText } from '../fixture-input.js';
import { fileOf, fixtures, goldens, goldensOf } from '../goldens.js';
import { installed, judged } from './judge.js';

judged('shellcheck', installed('shellcheck', '--version'), (shellcheck) => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'bootwright-shellcheck-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  /** A line is one to shellcheck where it differs in numbers and digests alone; of a list each word is one. */
  const kinds = (text: string): string[] =>
    text
      .replace(/^(\w+)=\(.*\)$/gm, (list) => list.replaceAll(' ', '\n'))
      .replace(/[0-9a-f]*\d[0-9a-f]*/g, '0')
      .split('\n');

  /** Scripts until all lines have been in one: most consist of lines that others have, too. */
  function distinct<Script extends { readonly text: string }>(scripts: readonly Script[]): Script[] {
    const seen = new Set<string>();
    const longestFirst = scripts.toSorted((a, b) => b.text.length - a.text.length);
    return longestFirst.filter(({ text }) => {
      const fresh = kinds(text).filter((line) => !seen.has(line));
      for (const line of fresh) seen.add(line);
      return fresh.length > 0;
    });
  }

  /** What it says of scripts that are not clean, all asked at once, each by the name of its document. */
  function complaints(scripts: readonly { readonly of: string; readonly text: string }[], ...options: string[]) {
    const names = distinct(scripts).map(({ of, text }, index) => {
      const name = join(folder, `${index}-${of.replaceAll('/', '-')}.sh`);
      writeFileSync(name, text);
      return name;
    });
    expect(names.length).toBeGreaterThan(0);
    const { status, stdout, stderr } = spawnSync(shellcheck, [...options, '--format=gcc', ...names], {
      encoding: 'utf8',
    });
    return { status, said: stdout + stderr };
  }
  const clean = { status: 0, said: '' };

  it('finds what is wrong', () => {
    const { status, said } = complaints([{ of: 'a', text: '#!/bin/bash\ncd $1\n' }]);
    expect({ status, said }).toMatchObject({ status: 1, said: expect.stringContaining('SC2164') });
  });

  it.each(['install', 'library'])('the script %s is clean in every golden', (name) => {
    const scripts = goldens.map((golden) => ({
      of: golden.name,
      text: fileOf(golden, `/opt/bootwright/${name}.sh`).content,
    }));
    // Each is a half of one script: what it uses, the other one says. A node may have the name of a command.
    expect(complaints(scripts, '--exclude=SC1091,SC2034,SC2154,SC2209')).toEqual(clean);
  });

  it('what bootcmd runs is clean', () => {
    const commands = goldensOf('cloud-config').flatMap(({ name, text }) =>
      (parse(text).bootcmd as string[]).map((command) => ({ of: name, text: `${command}\n` })),
    );
    expect(complaints(commands, '--shell=sh')).toEqual(clean);
  });

  /** Each fixture as it is, and one at every provider, with and without its first machine's address. */
  const clusters = [
    ...fixtures.map((fixture) => ({ name: fixture, text: specText(fixture) })),
    ...Object.keys(providers).flatMap((provider) => {
      const spec = parse(specText('current-containerd'));
      spec.spec.target.provider = provider;
      const known = stringify(spec);
      delete spec.spec.workers[0].address;
      return [
        { name: `at ${provider}`, text: known },
        { name: `at ${provider}, an address unknown`, text: stringify(spec) },
      ];
    }),
  ];

  it("the scripts for the cluster's side are clean", () => {
    const scripts = clusters.flatMap(({ name, text }) => {
      const { cluster, diagnostics } = readCluster(text);
      if (!cluster) throw new Error(JSON.stringify(diagnostics));
      const all = [...clusterFiles(cluster)].filter(({ path }) => path.endsWith('.sh'));
      expect(all.map(({ path }) => path)).toContain('cluster/verify.sh');
      return all.map(({ path, content }) => ({ of: `${name}-${path}`, text: content }));
    });
    expect(complaints(scripts)).toEqual(clean);
  });

  const withMetadata = Object.entries(providers).flatMap(([provider, { service }]) =>
    service ? [{ provider, ...service }] : [],
  );
  const finding = withMetadata.flatMap(({ provider, podCIDR }) => [
    { provider, identity: { name: 'hostname' } },
    { provider, identity: { address: 'privateAddress' } },
    ...(podCIDR.length > 0 ? [{ provider, identity: { podCIDR: 'metadata' } }] : []),
  ]);
  const byRange = { address: 'privateAddress', addressIn: ['10.240.0.0/16', '10.241.0.0/16'] };
  const others = [
    { provider: 'generic', identity: { name: 'hostname' } },
    { provider: 'generic', identity: byRange },
    { provider: 'hetzner', identity: { ...byRange, name: 'hostname' } },
    { provider: 'hetzner', identity: { ...byRange, addressIn: '10.240.0.0/24', podCIDR: 'address' } },
  ];
  const dual = { podCIDR: '10.200.0.0/16,fd00:200::/56', serviceCIDR: '10.32.0.0/24,fd00:32::/112' };
  const ofBoth = [...finding, ...others]
    .filter(({ provider }) => provider !== 'generic')
    .map((target) => ({ ...target, network: dual, podCIDR: '10.200.0.0/24,fd00:200::/64' }));
  const ofIPv4 = [...finding, ...others].map((target) => ({ ...target, network: null, podCIDR: '10.200.0.0/24' }));
  it('what finds out who a machine is is clean, whatever it asks for', () => {
    const scripts = [...ofIPv4, ...ofBoth].map(({ podCIDR, network, ...target }) => {
      const spec = parse(specText('identity-metadata'));
      spec.spec.target = { ...target, os: 'debian-13' };
      spec.spec.network = network ?? spec.spec.network;
      spec.spec.workers = [{ name: 'worker-0', podCIDR }];
      const [document] = documentsOf(stringify(spec), 'identity-metadata');
      const script = document?.plan.files.find(({ path }) => path === '/opt/bootwright/node-identity.sh')?.content;
      expect(script).toMatch(/^#!/);
      return { of: `${target.provider}-${Object.keys(target.identity)}${network ? '-both' : ''}`, text: script ?? '' };
    });
    expect(complaints(scripts)).toEqual(clean);
  });
});
