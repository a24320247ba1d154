import { expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { documentsOf, specText } from '../fixture-input.js';
import { installed, judged, outputOf } from './judge.js';

// It checks rules against the kernel, so only root can ask it.
judged('nft', installed('nft', '-c', 'add table inet bootwright-test'), (nft) => {
  it('takes the rules that keep pods from the metadata service', () => {
    const spec = parse(specText('current-containerd'));
    spec.spec.host = { blockMetadata: true };
    const [document] = documentsOf(stringify(spec), 'current-containerd');
    const rules = document?.plan.files.find(({ path }) => path.endsWith('.nft'))?.content;
    expect(rules).toContain('169.254.169.254');
    expect(outputOf(nft, ['-c', '-f', '-'], rules)).toBe('');
    expect(() => outputOf(nft, ['-c', '-f', '-'], rules?.replace('dport', 'dprt'))).toThrow('dprt');
  });
});
