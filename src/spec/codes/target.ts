import type { Catalogue } from './entry.js';

/** What an operating system or a provider cannot do with a document. */
export const targetCodes = {
  'format-unread': {
    severity: 'error',
    message: '{os} reads no {format}: {reader} is what reads documents there',
    hint: [{ text: 'Leave format out, or use one of {formats}.', edit: { remove: true } }],
    doc: {
      text: 'A document is read by the program that the image has for it: Ignition on Flatcar and Fedora CoreOS, cloud-init on all other systems. (The coreos-cloudinit of Flatcar is another program than cloud-init and knows little of its format.) A machine silently stays empty with the wrong one. A script needs neither.',
      bad: 'target: {os: flatcar, format: cloud-config}',
      good: 'target: {os: flatcar, format: ignition}',
    },
  },
  'ignition-setting-foreign': {
    severity: 'error',
    message: '{os} has no Ignition, so there is no version of it to choose',
    hint: [{ text: 'Take spec.target.ignition out.', edit: { remove: true } }],
    doc: {
      text: 'spec.target.ignition is for the systems whose documents Ignition reads: flatcar and fedora-coreos.',
      bad: 'target: {os: debian-13, ignition: {version: "3.4.0"}}',
      good: 'target: {os: flatcar, ignition: {version: "3.4.0"}}',
    },
  },
  'ignition-too-new': {
    severity: 'error',
    message: 'the Ignition of {os} may not read the version {version}: {newest} is the newest that it is sure to',
    hint: [{ text: 'Leave version out: what the documents hold is in 3.3.0 already.', edit: { remove: true } }],
    doc: {
      text: 'Ignition refuses a config of a version that it does not know, and the machine then never comes up. A newer version brings nothing that a document here uses.',
      bad: 'target: {os: flatcar, ignition: {version: "3.6.0"}}',
      good: 'target: {os: flatcar, ignition: {version: "3.4.0"}}',
    },
  },
  'provider-without-ignition': {
    severity: 'error',
    message: 'no Ignition reads documents from the provider {provider}, so {os} would come up without one',
    hint: [
      'For QEMU or libvirt say provider: generic, and hand the document over as the firmware entry opt/com.coreos/config.',
      'An image with cloud-init reads it there: take another system than Flatcar and Fedora CoreOS.',
    ],
    doc: {
      text: "Ignition asks each platform in the platform's own way, and not every place has one. A NoCloud seed is cloud-init's; under QEMU and libvirt Ignition reads a firmware entry.",
      bad: 'target: {provider: nocloud, os: fedora-coreos}',
      good: 'target: {provider: generic, os: fedora-coreos}',
    },
  },
  'path-not-writable': {
    severity: 'error',
    message: '{path} cannot be written on {os}: {below} is read-only there, or gone when the first unit starts',
    hint: ['Use a place below one of {where}.'],
    doc: {
      text: 'On Flatcar and Fedora CoreOS /usr is one read-only image. Flatcar has /opt/bin for programs; on Fedora CoreOS /usr/local is a link into /var and can be written. /run, /tmp and the like are made anew at each boot, after Ignition has written its files.',
      bad: 'target: {os: flatcar}\npaths: {binaries: /usr/local/bin}',
      good: 'target: {os: flatcar}\npaths: {binaries: /opt/bin}',
    },
  },
  'system-ended': {
    severity: 'error',
    message: '{os} has had no fixes since {until}, and nothing is rendered for it',
    hint: [{ text: 'Use {instead}.', edit: { set: '{instead}' } }],
    doc: {
      text: 'A system that nobody keeps any more is no place for a worker: its holes stay open, and its package sources are gone or moved. The dates are those of the general support that is free or part of every subscription.',
      bad: 'target: {os: amazon-linux-2}',
      good: 'target: {os: amazon-linux-2023}',
    },
  },
  'os-without-packages': {
    severity: 'error',
    message: '{os} installs no packages',
    hint: [
      {
        text: 'Take host.packages out: bring a program as one of host.files, fetch it in firstBoot.onReady, or run it in a pod.',
        edit: { remove: true },
      },
      'Or use an image that has the packages already, or a system with a package manager.',
    ],
    doc: {
      text: 'Flatcar and Fedora CoreOS are images without a package manager for what runs beside them. What nodes need of their programs is known, and checked; anything else comes as a container, as a file or as a system extension.',
      bad: 'target: {os: flatcar}\nhost: {packages: [nfs-common]}',
      good: 'target: {os: debian-13}\nhost: {packages: [nfs-common]}',
    },
  },
  'program-not-in-image': {
    severity: 'error',
    message: '{by} needs {program}, which the image of {os} does not have and nothing installs',
    hint: ['`bootwright explain program-not-in-image` has the ways out.'],
    doc: {
      text: 'Systems without a package manager run what their image has. Fedora CoreOS has no conntrack, which kube-proxy calls before Kubernetes 1.32, and no ipset or ipvsadm, which the proxy mode ipvs needs; neither it nor Flatcar has Python, which the look-up of etcd members needs. Take a newer Kubernetes, another proxy mode, flannel on the Kubernetes API, or Flatcar in place of Fedora CoreOS.',
      bad: 'kubernetes: {version: "1.36.4"}\nproxy: {mode: ipvs}\ntarget: {os: fedora-coreos}',
      good: 'kubernetes: {version: "1.36.4"}\nproxy: {mode: nftables}\ntarget: {os: fedora-coreos}',
    },
  },
} as const satisfies Catalogue;
