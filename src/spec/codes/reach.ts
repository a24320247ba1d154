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
