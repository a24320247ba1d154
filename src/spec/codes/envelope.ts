import type { Catalogue } from './entry.js';

/** The forms that documents come in, and who reads them. */
export const envelopeCodes = {
  'format-not-unpacked': {
    severity: 'error',
    message: 'a machine of {provider} is not known to read the format {format}',
    hint: [{ text: 'Leave format out: plain cloud-config is read everywhere.', edit: { remove: true } }],
    doc: {
      text: "Some providers hand only certain documents to cloud-init, by their first line. Equinix Metal's manual knows #! and #cloud-config.",
      bad: 'target: {provider: equinix, os: debian-13, format: mime}',
      good: 'target: {provider: equinix, os: debian-13}',
    },
  },
  'parts-without-mime': {
    severity: 'error',
    message: 'parts of your own need a document that holds several, which {format} does not',
    hint: [
      { text: 'Say format: mime in spec.target.', when: 'usable', edit: { set: 'mime', at: 'spec.target.format' } },
      {
        text: '{instead} reads no MIME. Write files by host.files, and run commands by firstBoot.onReady.',
        edit: { remove: true },
      },
    ],
    doc: {
      text: 'Only MIME multipart holds your own cloud-config and scripts beside those of Bootwright.',
      bad: 'target:\n  os: debian-13\n  parts:\n    - {type: cloud-config, content: "timezone: UTC"}',
      good: 'target:\n  os: debian-13\n  format: mime\n  parts:\n    - {type: cloud-config, content: "timezone: UTC"}',
    },
  },
  'part-malformed': {
    severity: 'error',
    message: 'cloud-init would not take this as {type}: {reason}',
    doc: {
      text: 'cloud-init leaves out a part that it cannot read and goes on: on the machine it would simply be missing. A cloud-config is read as PyYAML reads it: one document of YAML 1.1, no tags of your own, no tabs between words.',
      bad: 'parts:\n  - {type: shellscript, content: "apt-get update"}',
      good: 'parts:\n  - {type: shellscript, content: "#!/bin/sh\\napt-get update"}',
    },
  },
  'part-merges': {
    severity: 'error',
    message: "{key} in a part goes before what keeps Bootwright's files and commands: they could be lost",
    hint: ['Take {key} out: lists of a part are put behind those of Bootwright as it is.'],
    doc: {
      text: "Each cloud-config of the document has a header by which cloud-init puts its lists behind those of the parts before it. A merge_how or merge_type of a part's own counts more than the header: with dict(replace), or with a list() that does not append, the part's runcmd takes the place of the one that starts the install, and the machine never joins.",
      bad: 'parts:\n  - type: cloud-config\n    content: |\n      merge_how: dict(replace)+list()+str()\n      runcmd: [ls]',
      good: 'parts:\n  - type: cloud-config\n    content: |\n      runcmd: [ls]',
    },
  },
  'part-unprintable': {
    severity: 'error',
    message: 'this part holds {character} in line {line}, column {column} of its text, which is no printable ASCII',
    hint: [
      {
        text: 'Say encoding: base64 in the part: it reaches the machine as it is, and cannot be read in the document.',
        edit: { set: 'base64', at: '.encoding' },
      },
    ],
    doc: {
      text: 'A part stands in the MIME document as it is: printable ASCII, tabs and line ends. What is beyond ASCII cloud-init reads there as other characters, and a control character can get lost where a document is pasted. In base64 all of them arrive; people then read the part with bootwright inspect.',
      bad: 'parts:\n  - {type: cloud-config, content: "timezone: Europe/Zürich"}',
      good: 'parts:\n  - {type: cloud-config, content: "timezone: Europe/Zürich", encoding: base64}',
    },
  },
  'part-mounts-over': {
    severity: 'error',
    message: '{mount} is mounted over {path}: cloud-init writes the files of the document first, and mounts then',
    hint: ['Mount it in a boothook, which runs before any file is written.'],
    doc: {
      text: 'cloud-init runs write_files before mounts, so what the document has written into a directory lies hidden below what is mounted there, and the node does not find it.',
      bad: 'target:\n  provider: openstack\n  os: debian-13\n  format: mime\n  parts:\n    - {type: cloud-config, content: "mounts: [[/dev/vdb, /var/lib/kubelet]]"}',
      good: 'target:\n  provider: openstack\n  os: debian-13\n  format: mime\n  parts:\n    - {type: boothook, content: "#!/bin/sh\\nmkdir -p /var/lib/kubelet\\nmountpoint -q /var/lib/kubelet || mount /dev/vdb /var/lib/kubelet"}',
    },
  },
} as const satisfies Catalogue;
