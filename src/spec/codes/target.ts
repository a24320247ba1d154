import type { Catalogue } from './entry.js';

/** What an operating system or a provider cannot do with a document. */
export const targetCodes = {
  'format-unread': {
    severity: 'error',
    message: '{os} does not read {format}: its images read documents with {reader}',
    hint: [{ text: 'Leave format out, or use one of {formats}.', edit: { remove: true } }],
    doc: {
      text: "A document is read by the program in the image: Ignition on Flatcar and Fedora CoreOS, cloud-init on all other systems. (Flatcar's coreos-cloudinit is not cloud-init, and knows little of its format.) With the wrong document a machine silently stays empty. A script needs neither.",
      bad: 'target: {os: flatcar, format: cloud-config}',
      good: 'target: {os: flatcar, format: ignition}',
    },
  },
  'ignition-setting-foreign': {
    severity: 'error',
    message: '{os} has no Ignition, so there is no version of it to choose',
    hint: [{ text: 'Remove spec.target.ignition.', edit: { remove: true } }],
    doc: {
      text: 'spec.target.ignition is for systems whose documents Ignition reads: flatcar and fedora-coreos.',
      bad: 'target: {os: debian-13, ignition: {version: "3.4.0"}}',
      good: 'target: {os: flatcar, ignition: {version: "3.4.0"}}',
    },
  },
  'ignition-too-new': {
    severity: 'error',
    message:
      'the Ignition of {os} may not read config version {version}; {newest} is the newest that it is sure to read',
    hint: [{ text: 'Leave version out: 3.3.0 has everything that the documents use.', edit: { remove: true } }],
    doc: {
      text: 'Ignition refuses a config whose version it does not know, and the machine never comes up. A newer version adds nothing that a document here uses.',
      bad: 'target: {os: flatcar, ignition: {version: "3.6.0"}}',
      good: 'target: {os: flatcar, ignition: {version: "3.4.0"}}',
    },
  },
  'provider-without-ignition': {
    severity: 'error',
    message: 'Ignition cannot get a document from the provider {provider}, so {os} would come up without one',
    hint: [
      'For QEMU or libvirt set provider: generic, and pass the document as the firmware entry opt/com.coreos/config.',
      'An image with cloud-init can read it there: use a system other than Flatcar and Fedora CoreOS.',
    ],
    doc: {
      text: "Ignition has its own way of asking each platform, and supports only some of them. A NoCloud seed is cloud-init's; under QEMU and libvirt Ignition reads a firmware entry.",
      bad: 'target: {provider: nocloud, os: fedora-coreos}',
      good: 'target: {provider: generic, os: fedora-coreos}',
    },
  },
  'path-not-writable': {
    severity: 'error',
    message: '{path} cannot be written on {os}: {below} is read-only there, or gone when the first unit starts',
    hint: ['Use a path below one of {where}.'],
    doc: {
      text: 'On Flatcar and Fedora CoreOS /usr is a read-only image. Flatcar has /opt/bin for programs; on Fedora CoreOS /usr/local is a link into /var and can be written. /run, /tmp and the like are recreated at each boot, after Ignition has written its files.',
      bad: 'target: {os: flatcar}\npaths: {binaries: /usr/local/bin}',
      good: 'target: {os: flatcar}\npaths: {binaries: /opt/bin}',
    },
  },
  'system-ended': {
    severity: 'error',
    message: '{os} has had no fixes since {until}, so nothing is rendered for it',
    hint: [{ text: 'Use {instead}.', edit: { set: '{instead}' } }],
    doc: {
      text: 'A system that nobody maintains is no place for a worker: its security holes stay open, and its package sources are gone or have moved. The dates are those of the general support that is free or part of every subscription.',
      bad: 'target: {os: amazon-linux-2}',
      good: 'target: {os: amazon-linux-2023}',
    },
  },
  'os-without-packages': {
    severity: 'error',
    message: '{os} cannot install packages',
    hint: [
      {
        text: 'Remove host.{setting}: bring a program as one of host.files, download it in firstBoot.onReady, or run it in a pod.',
        edit: { remove: true },
      },
      'Or use an image that has the packages already, or a system with a package manager.',
    ],
    doc: {
      text: 'Flatcar and Fedora CoreOS are images without a package manager for additional programs. Bootwright knows, and checks, which programs of the image a node needs; anything else comes as a container, a file or a system extension.',
      bad: 'target: {os: flatcar}\nhost: {packages: [nfs-common]}',
      good: 'target: {os: debian-13}\nhost: {packages: [nfs-common]}',
    },
  },
  'program-not-in-image': {
    severity: 'error',
    message: '{by} needs {program}, which the image of {os} does not have and nothing installs',
    hint: ['`bootwright explain program-not-in-image` lists the ways out.'],
    doc: {
      text: 'Systems without a package manager run what is in their image. Fedora CoreOS has no conntrack, which kube-proxy calls before Kubernetes 1.32, and no ipset or ipvsadm, which the proxy mode ipvs needs; neither it nor Flatcar has Python, which the lookup of etcd members needs. Use a newer Kubernetes, another proxy mode, flannel with the Kubernetes API, or Flatcar instead of Fedora CoreOS.',
      bad: 'kubernetes: {version: "1.36.4"}\nproxy: {mode: ipvs}\ntarget: {os: fedora-coreos}',
      good: 'kubernetes: {version: "1.36.4"}\nproxy: {mode: nftables}\ntarget: {os: fedora-coreos}',
    },
  },
} as const satisfies Catalogue;
