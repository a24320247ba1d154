import type { Unit } from './node.js';

/** A line of a program's log that speaks of its configuration and isn't content with it. */
export interface Complaint {
  readonly unit: Unit;
  readonly line: string;
}

/** A complaint that a document can't avoid, or had better not. */
interface Excuse {
  readonly unit: Unit;
  readonly line: RegExp;
  readonly why: string;
}

const kubernetes =
  /unknown (shorthand )?flag|unknown field|duplicate field|strict decoding|deprecat|unrecognized feature gate|Setting (GA|deprecated) feature gate|will be (removed|ignored)|(has|have) no effect|no longer supported|incomplete or incorrect|invalid (configuration|value)|failed to (load|parse|decode)|command failed/i;

/** In Kubernetes' logs, what is about flags and fields. */
const patterns: Readonly<Record<Unit, RegExp>> = {
  containerd: /level=(warning|error).*(deprecat|unknown (key|field)|ignor(ed|ing))/i,
  kubelet: kubernetes,
  'kube-proxy': kubernetes,
};

/** In containerd's, every line above information until it is up: its own configuration is all that it has seen by then. */
const containerdStarts = /level=(warning|error|fatal|panic)|^containerd: /;
const containerdIsUp = 'containerd successfully booted';

export const excuses: readonly Excuse[] = [
  {
    unit: 'containerd',
    line: /devmapper not configured/,
    why: 'containerd 1 tries every snapshotter that it has; none but overlayfs is meant to work',
  },
  {
    unit: 'containerd',
    line: /failed check for fsverity support/,
    why: "the guest's file system has no fs-verity",
  },
  {
    unit: 'kube-proxy',
    line: /v1beta1 EndpointSlice is deprecated/,
    why: 'kube-proxy 1.21 asks for no other version',
  },
];

export function complaintsIn(unit: Unit, log: string): readonly Complaint[] {
  const lines = log.split('\n');
  const up = lines.findIndex((line) => line.includes(containerdIsUp));
  const starting = unit === 'containerd' ? lines.slice(0, up === -1 ? lines.length : up) : [];
  const found = [
    ...starting.filter((line) => containerdStarts.test(line)),
    ...lines.filter((line) => patterns[unit].test(line)),
  ];
  return [...new Set(found.map(withoutTime))].map((line) => ({ unit, line }));
}

export function excuseFor({ unit, line }: Complaint): Excuse | undefined {
  return excuses.find((excuse) => excuse.unit === unit && excuse.line.test(line));
}

/** klog's and logrus' stamps make the same line a new one each time. */
function withoutTime(line: string): string {
  return line.replace(/^([IWEF])\d{4} [\d:.]+\s+\d+ /, '$1 ').replace(/^time="[^"]*" /, '');
}
