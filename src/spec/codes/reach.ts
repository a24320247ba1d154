import type { Catalogue } from './entry.js';

/** How a machine reaches registries and the world outside. */
export const reachCodes = {
  'registry-unsupported': {
    severity: 'error',
    message: '{runtime} cannot do this: {why}',
    hint: ['{advice}', { text: 'Leave it out.', edit: { remove: true } }],
    doc: {
      text: 'containerd from 1.5 supports everything in runtime.registries. CRI-O knows mirrors by host and path, but has no entry for all registries. Docker mirrors only docker.io, at the root of a host, and sends no password: pods bring theirs as imagePullSecrets.',
      bad: 'runtime: {name: crio, registries: [{name: "*", mirrors: [{url: "https://mirror.example.com"}]}]}',
      good: 'runtime: {name: crio, registries: [{name: docker.io, mirrors: [{url: "https://mirror.example.com"}]}]}',
    },
  },
  'registry-contradiction': {
    severity: 'error',
    message: 'these registry settings contradict each other: {why}',
    hint: [
      { text: 'Leave {needless} out.', edit: { remove: true } },
      { text: 'Set it to true.', when: 'falsely', edit: { set: true } },
      '{advice}',
    ],
    doc: {
      text: 'A client certificate and its key belong together; a registry that is never asked itself needs a mirror; a registry has one entry; a password has a field of its own, so that it never ends up in a URL that gets logged.',
      bad: 'runtime: {registries: [{name: docker.io, fallback: false}]}',
      good: 'runtime: {registries: [{name: docker.io, fallback: false, mirrors: [{url: "https://mirror.example.com"}]}]}',
    },
  },
  'host-setting-unread': {
    severity: 'error',
    message: '{setting} has no effect on {os}: {why}',
    hint: [{ text: "Leave it out, or write your image's own files with host.files.", edit: { remove: true } }],
    doc: {
      text: 'host.resolver is a file for systemd-resolved. A system without it takes its DNS servers only from the network. A package repository has suites and components for apt, and for no other package manager.',
      bad: 'target: {os: ubuntu-16.04}\nhost: {resolver: {servers: [10.240.0.2]}}',
      good: 'target: {os: ubuntu-24.04}\nhost: {resolver: {servers: [10.240.0.2]}}',
    },
  },
  'repository-without-suite': {
    severity: 'error',
    message: 'apt on {os} does not know what to read from the package repository "{name}": it has no suite',
    hint: ['Add suite: the directory below dists, such as trixie; or ./ if the Release file is at the URL itself.'],
    doc: {
      text: 'An apt repository has an index for each suite, in dists/SUITE/Release. A small one often has a single index beside the packages: it is flat, and its suite ends with a slash.',
      bad: 'target: {os: debian-13}\nhost: {packageRepositories: [{name: internal, url: https://packages.example.com, key: …}]}',
      good: 'target: {os: debian-13}\nhost: {packageRepositories: [{name: internal, url: https://packages.example.com, suite: ./, key: …}]}',
    },
  },
  'host-contradiction': {
    severity: 'error',
    message: 'this is not possible: {why}',
    doc: {
      text: 'RAID 0 takes two or more disks, RAID 10 takes four; several disks without RAID are several entries in host.disks, and none may hide a file of the document. A name, or a reserve, is set in one place only.',
      bad: 'host: {disks: [{mount: /var/lib/containerd, raid: "10", disks: 2}]}',
      good: 'host: {disks: [{mount: /var/lib/containerd, raid: "0", disks: 2}]}',
    },
  },
  'disk-over-files': {
    severity: 'error',
    message: 'a file system at {mount} would hide {path}, which the document writes',
    hint: ['Mount it somewhere else, or move the files with spec.paths.'],
    doc: {
      text: "A document's files are written first, and data disks are mounted after that: the mount would hide whatever lies below it, and the first boot would stop at its missing step files. The kubelet keeps pods' volumes below /var/lib/kubelet, where its own files are, too; paths.kubelet moves those.",
      bad: 'host: {disks: [{mount: /var/lib/kubelet}]}',
      good: 'paths: {kubelet: /etc/kubernetes/kubelet}\nhost: {disks: [{mount: /var/lib/kubelet}]}',
    },
  },
  'balancer-unsupported': {
    severity: 'error',
    message: 'a balancer on the nodes does not work here: {why}',
    hint: [{ text: 'Leave it out, and put a load balancer at endpoint.', edit: { remove: true } }],
    doc: {
      text: "controlPlane.balancer installs HAProxy from the system's package sources, on Debian and Ubuntu. The kubeconfigs name 127.0.0.1, and in tls-server-name the host of endpoint, which the servers' certificates hold. Kubernetes reads that from 1.18 on. A kubelet that asks the cluster for its certificate writes a kubeconfig without it.",
      bad: 'controlPlane: {endpoint: "https://api.example.com:6443", balancer: {servers: ["10.240.0.11:6443"]}}\ncredentials: {type: bootstrapToken}',
      good: 'controlPlane: {endpoint: "https://api.example.com:6443", balancer: {servers: ["10.240.0.11:6443"]}}\ncredentials: {type: certificates}',
    },
  },
  'balancer-server-malformed': {
    severity: 'error',
    message: '{server} is not an address with a port',
    hint: ['Write it as 10.240.0.11:6443, or [fd00::11]:6443.'],
    doc: {
      text: "HAProxy looks names up only when it starts, and the node's DNS may not work yet by then; so servers are given as addresses.",
      bad: 'controlPlane: {endpoint: "https://api.example.com:6443", balancer: {servers: ["10.240.0.300:6443"]}}',
      good: 'controlPlane: {endpoint: "https://api.example.com:6443", balancer: {servers: ["10.240.0.11:6443"]}}',
    },
  },
  'kubelet-ability-too-new': {
    severity: 'error',
    message: '{setting} needs Kubernetes {since} or newer, and this is {version}',
    hint: [{ text: 'Leave it out.', edit: { remove: true } }],
    doc: {
      text: "reserved: auto writes into the kubelet's drop-in directory, which kubelets read by default from 1.30; imageCredentialProviders use the version of that API that came with 1.26; swap for pods came with 1.28.",
      bad: 'kubernetes: {version: "1.28.0"}\nkubelet: {reserved: auto}',
      good: 'kubernetes: {version: "1.36.4"}\nkubelet: {reserved: auto}',
    },
  },
  'kubelet-behind-proxy': {
    severity: 'error',
    message: '{unit} would reach the API server through the proxy of {variable}: no entry of NO_PROXY covers {host}',
    hint: [
      {
        text: 'Leave {variable} out here: spec.host.proxy is for downloads and the runtime, never for the kubelet.',
        edit: { remove: true },
      },
    ],
    doc: {
      text: 'The kubelet and kube-proxy talk only to the API server. Behind a proxy, their watches break at its timeout, the API server is unreachable until the proxy is up, and a proxy that intercepts TLS breaks mutual authentication. With host.proxy, downloads, packages and the runtime use the proxy, and everything in the cluster is reached directly.',
      bad: 'units: {kubelet: {Service: {Environment: ["HTTPS_PROXY=http://proxy.example.com:3128"]}}}',
      good: 'host: {proxy: {https: "http://proxy.example.com:3128"}}',
    },
  },
} as const satisfies Catalogue;
