import { expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { providers } from '../../src/eras/providers.js';
import { clusterFiles, type ResolvedCluster, readCluster } from '../../src/index.js';
import { clusterOf, specText } from '../fixture-input.js';
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

  // Scripts that many clusters have alike are asked about once.
  const clean = new Set<string>();
  const expectClean = (cluster: ResolvedCluster | null): void => {
    const scripts = clusterFiles(cluster as ResolvedCluster).filter(({ path }) => path.endsWith('.sh'));
    for (const { path, content } of scripts) {
      if (!clean.has(content)) expect(outputOf(shellcheck, ['-'], content), path).toBe('');
      clean.add(content);
    }
  };

  it.each(fixtures)("%s: the scripts for the cluster's side are clean", (fixture) => {
    expectClean(clusterOf(fixture));
  });

  it.each(Object.keys(providers))("%s: the scripts for the cluster's side are clean", (provider) => {
    const spec = parse(specText('current-containerd'));
    spec.spec.target.provider = provider;
    expectClean(readCluster(stringify(spec)).cluster);
  });
});
