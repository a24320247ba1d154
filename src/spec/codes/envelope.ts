import type { Catalogue } from './entry.js';

/** The forms that documents come in, and who reads them. */
export const envelopeCodes = {
  'format-not-unpacked': {
    severity: 'error',
    message: 'machines at {provider} are not known to read the format {format}',
    hint: [{ text: 'Leave format out: plain cloud-config is read everywhere.', edit: { remove: true } }],
    doc: {
      text: "Some providers hand only certain documents to cloud-init, going by the first line. Equinix Metal's manual names #! and #cloud-config.",
      bad: 'target: {provider: equinix, os: debian-13, format: mime}',
      good: 'target: {provider: equinix, os: debian-13}',
    },
  },
  'parts-without-mime': {
    severity: 'error',
    message: 'parts of your own need a document that can hold several, and {format} cannot',
    hint: [
      { text: 'Set format: mime in spec.target.', when: 'usable', edit: { set: 'mime', at: 'spec.target.format' } },
      {
        text: '{instead} does not read MIME. Write files with host.files, and run commands with firstBoot.onReady.',
        edit: { remove: true },
      },
    ],
    doc: {
      text: "Only a MIME multipart document holds your own cloud-config and scripts beside Bootwright's.",
      bad: 'target:\n  os: debian-13\n  parts:\n    - {type: cloud-config, content: "timezone: UTC"}',
      good: 'target:\n  os: debian-13\n  format: mime\n  parts:\n    - {type: cloud-config, content: "timezone: UTC"}',
    },
  },
  'part-malformed': {
    severity: 'error',
    message: 'cloud-init would not accept this as {type}: {reason}',
    doc: {
      text: 'cloud-init skips a part that it cannot read and carries on: on the machine it would simply be missing. A cloud-config is read as PyYAML reads it: one document of YAML 1.1, no custom tags, no tabs between words.',
      bad: 'parts:\n  - {type: shellscript, content: "apt-get update"}',
      good: 'parts:\n  - {type: shellscript, content: "#!/bin/sh\\napt-get update"}',
    },
  },
  'part-merges': {
    severity: 'error',
    message: "{key} in a part overrides the header that keeps Bootwright's files and commands: they could be lost",
    hint: ["Remove {key}: a part's lists are appended to Bootwright's anyway."],
    doc: {
      text: "Each cloud-config in the document has a header that makes cloud-init append its lists to those of the parts before it. A part's own merge_how or merge_type overrides that header: with dict(replace), or with a list() that does not append, the part's runcmd replaces the one that starts the install, and the machine never joins.",
      bad: 'parts:\n  - type: cloud-config\n    content: |\n      merge_how: dict(replace)+list()+str()\n      runcmd: [ls]',
      good: 'parts:\n  - type: cloud-config\n    content: |\n      runcmd: [ls]',
    },
  },
  'part-unprintable': {
    severity: 'error',
    message: 'line {line}, column {column} of this part is {character}, which is not printable ASCII',
    hint: [
      {
        text: 'Set encoding: base64 in the part: it arrives unchanged, but cannot be read in the document.',
        edit: { set: 'base64', at: '.encoding' },
      },
    ],
    doc: {
      text: 'A part is copied into the MIME document as it is: printable ASCII, tabs and line ends. cloud-init would decode anything beyond ASCII as other characters, and a control character can be lost when a document is pasted. In base64 everything arrives; to read the part, use bootwright inspect.',
      bad: 'parts:\n  - {type: cloud-config, content: "timezone: Europe/Zürich"}',
      good: 'parts:\n  - {type: cloud-config, content: "timezone: Europe/Zürich", encoding: base64}',
    },
  },
  'part-mounts-over': {
    severity: 'error',
    message: "{mount} is mounted over {path}: cloud-init writes the document's files first, and mounts afterwards",
    hint: ['Mount it in a boothook, which runs before any file is written.'],
    doc: {
      text: 'cloud-init runs write_files before mounts, so the mount would hide what the document has written into that directory, and the node would not find it.',
      bad: 'target:\n  provider: openstack\n  os: debian-13\n  format: mime\n  parts:\n    - {type: cloud-config, content: "mounts: [[/dev/vdb, /var/lib/kubelet]]"}',
      good: 'target:\n  provider: openstack\n  os: debian-13\n  format: mime\n  parts:\n    - {type: boothook, content: "#!/bin/sh\\nmkdir -p /var/lib/kubelet\\nmountpoint -q /var/lib/kubelet || mount /dev/vdb /var/lib/kubelet"}',
    },
  },
} as const satisfies Catalogue;
