import { expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { providers } from '../../src/eras/providers.js';
import { clusterFiles, readCluster } from '../../src/index.js';
import { documentsOf, specText } from '../fixture-input.js';
import { fileOf, fixtures, goldens, goldensOf } from '../goldens.js';
import { installed, judged, outputOf } from './judge.js';

judged('shellcheck', installed('shellcheck', '--version'), (shellcheck) => {
  it.each(goldens)('$name: the install script and its library are clean', (golden) => {
    for (const name of ['install', 'library']) {
      const script = fileOf(golden, `/opt/bootwright/${name}.sh`).content;
      expect(outputOf(shellcheck, ['-'], script)).toBe('');
    }
  });

  it.each(goldensOf('cloud-config'))('$name: what bootcmd runs is clean', ({ text }) => {
    for (const command of parse(text).bootcmd) {
      expect(outputOf(shellcheck, ['--shell=sh', '-'], `${command}\n`)).toBe('');
    }
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

  it.each(clusters)("$name: the scripts for the cluster's side are clean", ({ text }) => {
    const { cluster, diagnostics } = readCluster(text);
    if (!cluster) throw new Error(JSON.stringify(diagnostics));
    const scripts = clusterFiles(cluster).filter(({ path }) => path.endsWith('.sh'));
    expect(scripts.map(({ path }) => path)).toContain('cluster/verify.sh');
    for (const { content } of scripts) expect(outputOf(shellcheck, ['-'], content)).toBe('');
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
  ];
  it.each([...finding, ...others])('what finds $identity on $provider is clean', (target) => {
    const spec = parse(specText('identity-metadata'));
    spec.spec.target = { ...target, os: 'debian-13' };
    spec.spec.workers = [{ name: 'worker-0', podCIDR: '10.200.0.0/24' }];
    const [document] = documentsOf(stringify(spec), 'identity-metadata');
    const script = document?.plan.files.find(({ path }) => path === '/opt/bootwright/node-identity.sh')?.content;
    expect(script).toMatch(/^#!/);
    expect(outputOf(shellcheck, ['-'], script)).toBe('');
  });
});
