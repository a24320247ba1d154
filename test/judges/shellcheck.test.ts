import { expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { providers } from '../../src/eras/providers.js';
import { clusterFiles, readCluster } from '../../src/index.js';
import { specText } from '../fixture-input.js';
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
});
