import type { OperatingSystem } from '../operating-system.js';
import { resolverFiles } from '../resolver.js';

const { ofResolved: resolved } = resolverFiles;

/** What systems whose /usr is one read-only image have alike. */
const image = {
  reader: 'ignition',
  cloudInit: null,
  cgroup: 2,
  nftables: true,
  packetFilter: 'nft',
  packageManager: null,
  modulesPackage: null,
  packageOf: { conntrack: null, ipset: null, iptables: null, ipvsadm: null, nft: null, python3: null },
  volumePlugins: '/opt/libexec/kubernetes/kubelet-plugins/volume/exec',
} as const;

/** Gone, or covered by a mount, when the first unit starts: Ignition runs before that. */
const volatile = { '/dev': false, '/proc': false, '/run': false, '/sys': false, '/tmp': false } as const;

/** Systems without a package manager. */
export const imageSystems = {
  flatcar: {
    ...image,
    support: { ends: null, source: 'www.flatcar.org/releases: each channel renews its images' },
    resolvConf: resolved,
    glibc: {
      release: '2.38',
      source: 'flatcar/scripts#1567, #1990: from 3941 on, and no line that is older than LTS 4081 is updated any more',
    },
    kernel: '5.15',
    // The newest that Butane's flatcar variant is stable for.
    ignition: '3.4.0',
    inImage: ['conntrack', 'ipset', 'iptables', 'ipvsadm', 'nft'],
    programs: '/opt/bin',
    writable: { '/': true, '/bin': false, '/lib': false, '/lib64': false, '/sbin': false, '/usr': false, ...volatile },
    selinux: null,
    runtimeOfItsOwn: true,
    systemd: '252',
    networkd: '252',
    networkManager: false,
    // Source: flatcar/flatcar-docs docs/setup/security/adding-certificate-authorities.md.
    trust: { directory: '/etc/ssl/certs', ending: 'pem', command: 'update-ca-certificates' },
    chronyOnly: false,
    zramSwap: false,
    source:
      'flatcar/scripts coreos-overlay coreos-base/coreos/coreos-0.0.1.ebuild (programs); Flatcar 3185 and newer (Ignition 3.3, Linux 5.15), stable 3374 and newer (systemd 252 [unconfirmed]); flatcar.org docs: /usr is read-only, programs go to /opt/bin, SELinux is permissive; coreos/butane docs/specs.md (flatcar 1.1.0 is 3.4.0)',
  },
  'fedora-coreos': {
    ...image,
    support: {
      ends: null,
      source: 'docs.fedoraproject.org fedora-coreos/update-streams: each stream renews its images',
    },
    resolvConf: resolved,
    glibc: { release: '2.40', source: 'coreos/fedora-coreos-config manifest-lock.x86_64.json 2d0fce6d: Fedora 41' },
    kernel: '6.11',
    ignition: '3.6.0',
    inImage: ['iptables', 'nft'],
    programs: '/usr/local/bin',
    // / itself is immutable; /opt and /usr/local are links into /var.
    writable: {
      '/': false,
      '/etc': true,
      '/home': true,
      '/mnt': true,
      '/opt': true,
      '/root': true,
      '/srv': true,
      '/usr': false,
      '/usr/local': true,
      '/var': true,
      '/var/run': false,
    },
    selinux: {
      packages: [],
      source:
        'coreos/fedora-coreos-config manifests/fedora-coreos-base.yaml (selinux-policy-targeted), manifest-lock.x86_64.json (container-selinux)',
    },
    runtimeOfItsOwn: false,
    systemd: '256',
    networkd: null,
    networkManager: true,
    // Source: update-ca-trust(8); coreos/fedora-coreos-config manifests/system-configuration.yaml (chrony).
    trust: { directory: '/etc/pki/ca-trust/source/anchors', ending: 'pem', command: 'update-ca-trust' },
    chronyOnly: true,
    // Planned for 45; an empty file switches it off before that, too.
    zramSwap: true,
    source:
      'coreos/fedora-coreos-config manifests/networking-tools.yaml, manifests/fedora-coreos-base.yaml, manifest-lock.x86_64.json 2d0fce6d (Linux 6.11, systemd 256 as Fedora 41 has it, nft 1.0.9, no conntrack, ipset, ipvsadm or Python); overlay.d ignition-ostree-populate-var.sh (/var/opt, /var/usrlocal); NetworkManager; systemd/zram-generator man/zram-generator.conf.md (the file in /etc is read in place of the one in /usr/lib); coreos/butane docs/specs.md (fcos 1.7.0 is 3.6.0)',
  },
} as const satisfies Readonly<Record<string, OperatingSystem>>;
