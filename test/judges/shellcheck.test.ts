import { expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { metadataServices } from '../../src/eras/metadata-service.js';
import { providers } from '../../src/eras/providers.js';
import { clusterFiles, readCluster } from '../../src/index.js';
import { documentsOf, specText } from '../fixture-input.js';
import { fileOf, fixtures, goldens } from '../goldens.js';
import { installed, judged, outputOf } from './judge.js';

judged('shellcheck', installed('shellcheck', '--version'), (shellcheck) => {
  it.each(goldens)('$name: the install script is clean', (golden) => {
    const script = fileOf(golden, '/opt/bootwright/install.sh').content;
    expect(outputOf(shellcheck, ['-'], script)).toBe('');
  });

  it.each(goldens)('$name: what bootcmd runs is clean', ({ text }) => {
    for (const command of parse(text).bootcmd) {
      expect(outputOf(shellcheck, ['--shell=sh', '-'], `${command}\n`)).toBe('');
    }
  });

  it.each(fixtures.flatMap((fixture) => Object.keys(providers).map((provider) => [fixture, provider])))(
    "%s at %s: the scripts for the cluster's side are clean",
    (fixture, provider) => {
      const spec = parse(specText(fixture));
      spec.spec.target.provider = provider;
      // Not every provider has metadata, and without it each range is in the spec.
      if (spec.spec.target.identity) spec.spec.workers[0].podCIDR = '10.200.0.0/24';
      delete spec.spec.target.identity;
      // The first node's address is one that is not known.
      delete spec.spec.workers?.[0]?.address;
      const { cluster, diagnostics } = readCluster(stringify(spec));
      if (!cluster) throw new Error(JSON.stringify(diagnostics));
      const scripts = clusterFiles(cluster).filter(({ path }) => path.endsWith('.sh'));
      expect(scripts.map(({ path }) => path)).toContain('cluster/verify.sh');
      for (const { content } of scripts) expect(outputOf(shellcheck, ['-'], content)).toBe('');
    },
  );

  const finding = Object.entries(metadataServices).flatMap(([provider, { podCIDR }]) => [
    { provider, identity: { name: 'hostname' } },
    { provider, identity: { address: 'privateAddress' } },
    ...(podCIDR.length > 0 ? [{ provider, identity: { podCIDR: 'metadata' } }] : []),
  ]);
  it.each([...finding, { provider: 'generic', identity: { name: 'hostname' } }])(
    'what finds $identity on $provider is clean',
    (target) => {
      const spec = parse(specText('identity-metadata'));
      spec.spec.target = { ...target, os: 'debian-13' };
      spec.spec.workers = [{ name: 'worker-0', podCIDR: '10.200.0.0/24' }];
      const [document] = documentsOf(stringify(spec), 'identity-metadata');
      const script = document?.plan.files.find(({ path }) => path === '/opt/bootwright/node-identity.sh')?.content;
      expect(script).toMatch(/^#!/);
      expect(outputOf(shellcheck, ['-'], script)).toBe('');
    },
  );
});
