import { expect, it } from 'vitest';
import { parse } from 'yaml';
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

  it.each(fixtures.flatMap((fixture) => Object.keys(providers).map((provider) => [fixture, provider])))(
    "%s at %s: the scripts for the cluster's side are clean",
    (fixture, provider) => {
      // The first node's address is one that is not known.
      const text = specText(fixture)
        .replace(/provider: \w+/, `provider: ${provider}`)
        .replace(/\n +address: .*/, '');
      const { cluster, diagnostics } = readCluster(text);
      if (!cluster) throw new Error(JSON.stringify(diagnostics));
      const scripts = clusterFiles(cluster).filter(({ path }) => path.endsWith('.sh'));
      expect(scripts.map(({ path }) => path)).toContain('cluster/verify.sh');
      for (const { content } of scripts) expect(outputOf(shellcheck, ['-'], content)).toBe('');
    },
  );
});
