import type { Catalogue } from './entry.js';

/** How a machine reaches registries and the world outside. */
export const reachCodes = {
  'registry-unsupported': {
    severity: 'error',
    message: '{runtime} cannot do this: {why}',
    hint: ['{advice}', { text: 'Leave it out.', edit: { remove: true } }],
    doc: {
      text: 'containerd from 1.5 on can be told all that runtime.registries says. CRI-O knows mirrors by host and path and no entry for all registries. Docker mirrors docker.io alone, at the root of a host, and shows nobody a password: pods bring theirs as imagePullSecrets.',
      bad: 'runtime: {name: crio, registries: [{name: "*", mirrors: [{url: "https://mirror.example.com"}]}]}',
      good: 'runtime: {name: crio, registries: [{name: docker.io, mirrors: [{url: "https://mirror.example.com"}]}]}',
    },
  },
  'registry-contradiction': {
    severity: 'error',
    message: 'these settings of a registry do not go together: {why}',
    hint: [
      { text: 'Leave {needless} out.', edit: { remove: true } },
      { text: 'Set it to true.', when: 'falsely', edit: { set: true } },
      '{advice}',
    ],
    doc: {
      text: 'A client certificate and its key belong together; a registry that is not asked itself needs a mirror; a registry has one entry; a password has a field of its own, so that it is in no address that gets logged.',
      bad: 'runtime: {registries: [{name: docker.io, fallback: false}]}',
      good: 'runtime: {registries: [{name: docker.io, fallback: false, mirrors: [{url: "https://mirror.example.com"}]}]}',
    },
  },
  'host-setting-unread': {
    severity: 'error',
    message: '{setting} has no effect on {os}: {why}',
    hint: [{ text: 'Leave it out, or write the files of your own image by host.files.', edit: { remove: true } }],
    doc: {
      text: 'host.resolver is a file of systemd-resolved. A system without it takes its servers from the network alone.',
      bad: 'target: {os: ubuntu-16.04}\nhost: {resolver: {servers: [10.240.0.2]}}',
      good: 'target: {os: ubuntu-24.04}\nhost: {resolver: {servers: [10.240.0.2]}}',
    },
  },
  'host-contradiction': {
    severity: 'error',
    message: 'this cannot be: {why}',
    doc: {
      text: 'RAID 0 takes two disks or more, RAID 10 four; several disks without RAID are several entries of host.disks, which may not cover a file of the document. A name, or what is set aside, is said in one place.',
      bad: 'host: {disks: [{mount: /var/lib/containerd, raid: "10", disks: 2}]}',
      good: 'host: {disks: [{mount: /var/lib/containerd, raid: "0", disks: 2}]}',
    },
  },
  'disk-over-files': {
    severity: 'error',
    message: 'a file system at {mount} would hide {path}, which the document writes',
    hint: ['Mount it beside that, or move the files: spec.paths.'],
    doc: {
      text: 'The files of a document are written first, and data disks are mounted after that: what lies below the mount is hidden, and the first boot ends at its step files. The kubelet keeps the volumes of pods below /var/lib/kubelet, where its own files lie, too; with paths.kubelet these lie elsewhere.',
      bad: 'host: {disks: [{mount: /var/lib/kubelet}]}',
      good: 'paths: {kubelet: /etc/kubernetes/kubelet}\nhost: {disks: [{mount: /var/lib/kubelet}]}',
    },
  },
  'kubelet-ability-too-new': {
    severity: 'error',
    message: '{setting} needs Kubernetes {since} or newer, and this is {version}',
    hint: [{ text: 'Leave it out.', edit: { remove: true } }],
    doc: {
      text: 'reserved: auto writes into the directory of drop-ins, which a kubelet reads by itself from 1.30 on; imageCredentialProviders speak the version of that interface which 1.26 brought; swap for pods came with 1.28.',
      bad: 'kubernetes: {version: "1.28.0"}\nkubelet: {reserved: auto}',
      good: 'kubernetes: {version: "1.36.4"}\nkubelet: {reserved: auto}',
    },
  },
  'kubelet-behind-proxy': {
    severity: 'error',
    message: '{unit} would ask the API server by the proxy of {variable}: no entry of NO_PROXY covers {host}',
    hint: [
      {
        text: 'Leave {variable} out here: spec.host.proxy is for downloads and the runtime, and never the kubelet.',
        edit: { remove: true },
      },
    ],
    doc: {
      text: 'The kubelet and kube-proxy talk to the API server, and to nobody else. Behind a proxy their watches end after its time-out, the API server cannot be reached before the proxy can, and a proxy that reads TLS breaks the certificates that they show each other. With host.proxy the downloads, the packages and the runtime use the proxy, and what lies in the cluster is reached directly.',
      bad: 'units: {kubelet: {Service: {Environment: ["HTTPS_PROXY=http://proxy.example.com:3128"]}}}',
      good: 'host: {proxy: {https: "http://proxy.example.com:3128"}}',
    },
  },
} as const satisfies Catalogue;
