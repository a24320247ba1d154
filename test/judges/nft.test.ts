import { expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { documentsOf, specText } from '../fixture-input.js';
import { installed, judged, outputOf } from './judge.js';

// It checks rules against the kernel, so only root can ask it.
judged('nft', installed('nft', '-c', 'add table inet bootwright-test'), (nft) => {
  it('takes the rules that keep pods from the metadata service', () => {
    const spec = parse(specText('current-containerd'));
    for (const provider of ['aws', 'azure', 'digitalocean', 'scaleway', 'generic']) {
      spec.spec.target.provider = provider;
      spec.spec.host = { blockMetadata: true };
      const [document] = documentsOf(stringify(spec), 'current-containerd');
      const unit = document?.plan.files.find(({ path }) => path.endsWith('/kubelet.service'))?.content ?? '';
      const [, rules = ''] = /^ExecStartPre=\/usr\/sbin\/nft "(.*)"$/m.exec(unit) ?? [];
      expect(rules).toMatch(/169\.254\.\d+\.\d+/);
      expect(outputOf(nft, ['-c', rules])).toBe('');
      expect(() => outputOf(nft, ['-c', rules.replace('dport', 'dprt')])).toThrow('dprt');
    }
  });
});
