import { describe, expect, it } from 'vitest';
import { coreDnsReleases, coreDnsTraits } from '../eras/dns.js';
import { eraAt } from '../eras/lookup.js';
import { corefileText } from './corefile.js';

const cluster = { domain: 'cluster.local' };
const words = (release: string) => corefileText(cluster, eraAt(coreDnsTraits, release)).split(/\s+/).filter(Boolean);

/** The Corefiles that kubeadm installs with these releases; white space is free. */
const kubeadm: Readonly<Record<string, string>> = {
  '1.1.3': `.:53 { errors health kubernetes cluster.local in-addr.arpa ip6.arpa { pods insecure upstream
    fallthrough in-addr.arpa ip6.arpa } prometheus :9153 proxy . /etc/resolv.conf cache 30 reload }`,
  '1.2.2': `.:53 { errors health kubernetes cluster.local in-addr.arpa ip6.arpa { pods insecure upstream
    fallthrough in-addr.arpa ip6.arpa } prometheus :9153 proxy . /etc/resolv.conf cache 30 loop reload loadbalance }`,
  '1.3.1': `.:53 { errors health kubernetes cluster.local in-addr.arpa ip6.arpa { pods insecure upstream
    fallthrough in-addr.arpa ip6.arpa } prometheus :9153 forward . /etc/resolv.conf cache 30 loop reload loadbalance }`,
  '1.6.5': `.:53 { errors health { lameduck 5s } ready kubernetes cluster.local in-addr.arpa ip6.arpa { pods insecure
    fallthrough in-addr.arpa ip6.arpa ttl 30 } prometheus :9153 forward . /etc/resolv.conf cache 30
    loop reload loadbalance }`,
  '1.14.2': `.:53 { errors health { lameduck 5s } ready kubernetes cluster.local in-addr.arpa ip6.arpa { pods insecure
    fallthrough in-addr.arpa ip6.arpa ttl 30 } prometheus :9153 forward . /etc/resolv.conf { max_concurrent 1000 }
    cache 30 loop reload loadbalance }`,
};

describe.each(Object.entries(kubeadm))('CoreDNS %s', (release, text) => {
  it("gets kubeadm's Corefile", () => expect(words(release)).toEqual(text.split(/\s+/)));
});

it('is not asked for what it does not read: proxy and upstream went with 1.5.0, ready came', () => {
  expect(words('1.4.0')).not.toContain('ready');
  expect(words('1.5.0')).toContain('ready');
  expect(words('1.5.0')).not.toContain('proxy');
  expect(words('1.5.0')).not.toContain('upstream');
});

it.each(coreDnsReleases)('CoreDNS $value of Kubernetes $since has a row of its own or an older one', ({ value }) => {
  expect(coreDnsTraits[0].since.localeCompare(value, 'en', { numeric: true })).toBeLessThanOrEqual(0);
});
