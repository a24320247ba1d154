import type { NodeCredentials, ResolvedNode } from '../resolve/resolved/resolved.js';
import type {
  FileAtBoot,
  HostCommand,
  PlannedDirectory,
  PlannedFile,
  PlannedLink,
  PlannedMount,
  PlannedUser,
} from './node-plan.js';
import type { Phase, PlannedStep } from './steps.js';

/** A unit of the node's own, and the downloads that bring its programs. */
export interface PlannedService {
  readonly unit: string;
  readonly phase: Phase;
  readonly programs: readonly string[];
  /** Downloads that are in place before it starts; a newer one is no reason to start it again. */
  readonly needs?: readonly string[];
  /** Paths of other components' files that it reads when it starts. */
  readonly reads: readonly string[];
  /** `later`: what it waits for may come after it, so the install goes on, and looks at the end whether it runs. */
  readonly ready?: 'later';
}

/** A step that a component asks for. */
export interface ContributedStep extends Pick<PlannedStep, 'name' | 'command' | 'phase'> {
  readonly after?: readonly string[];
  /** Done again, too, when a file of its component or what its service runs and reads changes. */
  readonly keyed?: true;
}

/** What one component adds to a node: all that it needs of the machine. One place orders it. */
export interface Contribution {
  readonly files?: readonly PlannedFile[];
  readonly directories?: readonly PlannedDirectory[];
  readonly links?: readonly PlannedLink[];
  readonly filesAtBoot?: readonly FileAtBoot[];
  readonly users?: readonly PlannedUser[];
  readonly packages?: readonly string[];
  readonly modules?: readonly string[];
  /** Of two components that set one, the earlier one does: the spec's own come first. */
  readonly sysctls?: Readonly<Record<string, string>>;
  readonly mounts?: readonly PlannedMount[];
  /** What the step `host` does for it, at each attempt. */
  readonly host?: readonly HostCommand[];
  /** Enabled and started, and again when one of its files changes. */
  readonly service?: PlannedService;
  readonly steps?: readonly ContributedStep[];
}

/** A component's part of one worker after the other. */
export type NodeContribution = (node: ResolvedNode, credentials: NodeCredentials) => Contribution;
