import type { ResolvedCluster } from '../resolve/resolved/resolved.js';
import type { SpecPath } from '../spec/diagnostic.js';
import type { Command, PlannedStep } from './steps.js';

/** A file that the document writes. */
export interface PlannedFile {
  readonly path: string;
  /** Permission bits, as in 0o600. */
  readonly mode: number;
  readonly content: string;
  /** `USER:GROUP`, whose users the first boot has made; without it root's. */
  readonly owner?: string;
  readonly secret: boolean;
  /** The place in the spec that it comes from. */
  readonly origin: SpecPath;
}

/** Whether the spec itself names the file: one of host.files, or of a machine's files. */
export const isOwn = ({ origin }: Pick<PlannedFile, 'origin'>): boolean => origin.at(-2) === 'files';

/** A directory that the install makes; with an owner, `USER:GROUP`, it sets mode and owner of one that exists, too. */
export interface PlannedDirectory {
  readonly path: string;
  readonly mode: number;
  readonly owner?: string;
}

/** A symbolic link: a file or link at its path gives way; with a directory there the install fails. */
export interface PlannedLink {
  readonly path: string;
  readonly target: string;
}

/** A user that is made where there is none of the name, with its group likewise. */
export interface PlannedUser {
  readonly name: string;
  readonly group: string;
  /** Which is not made: a directory of the plan may be it. */
  readonly home: string;
  readonly shell: string;
}

/** A file system at a directory, at every boot: a mount unit. */
export interface PlannedMount {
  /** A device, `LABEL=…`, a directory to bind. */
  readonly what: string;
  readonly where: string;
  readonly type: string;
  readonly options: readonly string[];
  /** Steps that must be done first: what makes the file system. */
  readonly after: readonly string[];
  readonly origin: SpecPath;
}

/** A function of the install library, or a command of the system, that changes nothing when done again. */
export interface HostCommand {
  readonly words: Command;
  /** For who reads the script. */
  readonly why?: string;
}

/** How one download is put in place: what is taken from it and where that goes. */
export interface PlannedArtifact {
  readonly name: string;
  /** The address without `https://` where mirrors hold it below their own; else the whole address. */
  readonly path: string;
  /** `sha256:…`, `sha512:…` or `unverified`. */
  readonly digest: string;
  readonly directory: string;
  /** An archive, whose files go in without their folders, or a program as it is. */
  readonly form: 'tar' | 'file';
  /** The archive's members to take (none named: all); for a program its one name on the node. */
  readonly members: readonly string[];
}

/**
 * A file that the node makes itself, at each boot before its readers start: what it found out about itself stands in
 * place of `@NODE_NAME@`, `@NODE_IP@` and `@POD_CIDR@`.
 */
export type FileAtBoot = Pick<PlannedFile, 'path' | 'content' | 'origin'>;

/** A part of the spec's own beside ours, in envelopes that hold several. */
export interface PlannedPart {
  /** As MIME has it: `text/cloud-config`. */
  readonly type: string;
  readonly content: string;
  /** `quoted-printable`: for people, in a copy for review. */
  readonly encoding: 'none' | 'base64' | 'quoted-printable';
  /** The paths that it writes, and those that it mounts, as far as it says so. */
  readonly writes: readonly string[];
  readonly mounts: readonly string[];
}

/** Everything that one machine gets, in no envelope yet. */
export interface NodePlan {
  readonly node: string;
  readonly files: readonly PlannedFile[];
  readonly filesAtBoot: readonly FileAtBoot[];
  readonly directories: readonly PlannedDirectory[];
  readonly links: readonly PlannedLink[];
  readonly users: readonly PlannedUser[];
  /** Of the system's own package sources. */
  readonly packages: readonly string[];
  readonly modules: readonly string[];
  readonly sysctls: Readonly<Record<string, string>>;
  readonly mounts: readonly PlannedMount[];
  /** What else the step `host` does, in order. */
  readonly host: readonly HostCommand[];
  readonly artifacts: readonly PlannedArtifact[];
  /** Which of them puts a program at a path. */
  readonly programs: ReadonlyMap<string, string>;
  /** Units of the node's own, in the order in which they start. */
  readonly services: readonly string[];
  /** What the first boot does, in the order in which it begins. */
  readonly steps: readonly PlannedStep[];
  /** The release that it installs, and the command that prints the one that runs, as `… v1.36.4`. */
  readonly release: { readonly version: string; readonly command: readonly string[] };
  readonly parts: readonly PlannedPart[];
  /** The unit that does the first boot's work, and the command that tells how it went. */
  readonly firstBootUnit: string;
  /** The path of its functions, which are the same in every document: where something must be packed, they are it. */
  readonly firstBootLibrary: string;
  readonly statusProgram: string;
  /** The version of Ignition's specification that the machine reads, for the envelope that has one. */
  readonly ignition: string;
}

/** A file of mode 0644 that holds no secret. */
export function plainFile(path: string, content: string, origin: SpecPath): PlannedFile {
  return { path, content, origin, mode: 0o644, secret: false };
}

/** A file of a component that holds no secret, but nobody but root has business with where nodes are closed. */
export function componentFile(
  { isClosed }: Pick<ResolvedCluster, 'isClosed'>,
  path: string,
  content: string,
  origin: SpecPath,
): PlannedFile {
  return { path, content, origin, mode: isClosed ? 0o600 : 0o644, secret: false };
}

/** Makes such files of a cluster's. */
export function componentFileOf(cluster: Pick<ResolvedCluster, 'isClosed'>): typeof plainFile {
  return (path, content, origin) => componentFile(cluster, path, content, origin);
}

/** A private key, or what else nobody but root may read: mode 0600. */
export function keyFile(path: string, content: string, origin: SpecPath): PlannedFile {
  return { path, content, origin, mode: 0o600, secret: true };
}

/**
 * Gives one object for files that are the same on many nodes, so that an encoder that remembers files encodes them
 * once for the whole cluster.
 */
export function sharedFiles(): (file: PlannedFile) => PlannedFile {
  const known = new Map<string, PlannedFile>();
  return (file) => {
    const key = `${file.path}\n${file.content}`;
    const first = known.get(key) ?? file;
    known.set(key, first);
    return first;
  };
}
