import { describe, expect, it, vi } from 'vitest';
import { address, dual, ipv6First, ipv6Only, providers } from './identity-families.js';
import { identityFile, namespaces, type Run, run } from './identity-machine.js';
import { judged } from './judges/judge.js';

vi.setConfig({ testTimeout: 60_000 });

const rows = Object.entries(providers);

judged('a network namespace, for the metadata service', namespaces, () => {
  describe.each(rows)('%s', (provider, { answers, pair, host }) => {
    const [ipv4, ipv6] = pair;
    const of = (spec: object, more: Partial<Run> = {}) =>
      run({ provider, identity: address, answers, addresses: pair, spec, ...more });

    it('tells the kubelet both, IPv4 first', () => {
      const { status, output, files } = of(dual);
      expect(output).toBe(`this node is NODE_IPV4=${ipv4} NODE_IPV6=${ipv6} NODE_IP=${ipv4},${ipv6}\n`);
      expect(files[identityFile]).toBe(`NODE_IPV4=${ipv4}\nNODE_IPV6=${ipv6}\nNODE_IP=${ipv4},${ipv6}\n`);
      expect(status).toBe(0);
    });

    it('tells the kubelet both, IPv6 first', () => {
      expect(of(ipv6First).output).toBe(`this node is NODE_IPV6=${ipv6} NODE_IPV4=${ipv4} NODE_IP=${ipv6},${ipv4}\n`);
    });

    it('tells the kubelet the one that there is', () => {
      expect(of(ipv6Only, { addresses: [ipv6] }).output).toBe(`this node is NODE_IP=${ipv6}\n`);
    });

    it.runIf(host)('is asked over IPv6, where that alone answers', () => {
      const { status, output } = of(ipv6Only, { addresses: [ipv6], served: [host ?? ''], hurried: true });
      expect(output.replaceAll(/^curl: .*\n/gm, '')).toBe(`this node is NODE_IP=${ipv6}\n`);
      expect(status).toBe(0);
    });
  });
});
