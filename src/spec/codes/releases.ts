import type { Catalogue } from './entry.js';

/** Releases that do not go together, or that nobody keeps any more. */
export const releaseCodes = {
  'kubelet-newer-than-control-plane': {
    severity: 'error',
    message: "the workers would run Kubernetes {version}, newer than the API server's {controlPlane}",
    hint: [
      {
        text: 'Upgrade the control plane first, or set spec.kubernetes.version to {controlPlane}.',
        edit: { set: '{controlPlane}', at: 'spec.kubernetes.version' },
      },
    ],
    doc: {
      text: "A kubelet must not be newer than its API server, not even by one minor release. Patch releases do not matter. See Kubernetes' version skew policy.",
      bad: 'kubernetes: {version: "1.36.4"}\ncontrolPlane: {endpoint: "https://10.240.0.10:6443", version: "1.35.8"}',
      good: 'kubernetes: {version: "1.35.8"}\ncontrolPlane: {endpoint: "https://10.240.0.10:6443", version: "1.35.8"}',
    },
  },
  'kubelet-too-old': {
    severity: 'error',
    message:
      "Kubernetes {version} on the workers is {behind} minor releases older than the API server's {controlPlane}; {allowed} are supported",
    hint: ['Use {oldest} or newer.'],
    doc: {
      text: "A kubelet may be up to three minor releases older than the API server, or two if the kubelet is older than 1.25. See Kubernetes' version skew policy.",
      bad: 'kubernetes: {version: "1.31.0"}\ncontrolPlane: {endpoint: "https://10.240.0.10:6443", version: "1.36.4"}',
      good: 'kubernetes: {version: "1.33.13"}\ncontrolPlane: {endpoint: "https://10.240.0.10:6443", version: "1.36.4"}',
    },
  },
  'kubernetes-newer-than-known': {
    severity: 'warning',
    message: 'Kubernetes {version} is newer than {newest}, the newest release that this Bootwright knows',
    hint: ['It is treated like {newest}. Check for a newer Bootwright.'],
    doc: {
      text: 'Flags come and go with releases. For a release that Bootwright has no facts about, it uses those of the newest release it knows; that usually works, but not always.',
      bad: 'kubernetes: {version: "1.99.0"}',
      good: 'kubernetes: {version: "1.36.4"}',
    },
  },
  'release-unsupported': {
    severity: 'warning',
    message: '{program} {version} gets no more fixes: upstream support ended on {until}',
    hint: ['Supported upstream: {supported}.'],
    doc: {
      text: 'A release line past its end gets no more fixes, not even security fixes. The dates are in src/eras/support.ts, with the day on which they were recorded; no clock is read, so later ends of support are not reported.',
      bad: 'kubernetes: {version: "1.31.14"}',
      good: 'kubernetes: {version: "1.36.4"}',
    },
  },
  'system-unsupported': {
    severity: 'warning',
    message: '{os} gets no more fixes: its makers ended them on {until}',
    hint: ['Use {instead}; support that is paid for by itself, such as Ubuntu Pro, is not counted.'],
    doc: {
      text: "A system past its end gets no more fixes, not even security fixes. Debian's long-term support counts, because it is everybody's; what a contract of its own brings does not. The dates are in the rows of src/eras/systems, and are compared with the day on which they were recorded; no clock is read.",
      bad: 'kubernetes: {version: "1.33.13"}\ntarget: {os: debian-11}',
      good: 'kubernetes: {version: "1.33.13"}\ntarget: {os: debian-13}',
    },
  },
} as const satisfies Catalogue;
