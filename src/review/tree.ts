/** A file as the machine has it after its first boot has written it. */
export interface TreeFile {
  readonly path: string;
  /** Permission bits, as in 0o600. */
  readonly mode: number;
  /** `USER:GROUP`, names or numbers. */
  readonly owner: string;
  readonly content: Uint8Array;
  /** How the document has it: `gz+b64`, `base64` …; null where it is there as plain text. */
  readonly packed: string | null;
  /** Added at the end of a file that the machine may have already. */
  readonly appended: boolean;
  /** What else the document says of it, as it says it: where its content comes from at boot, `defer`, `overwrite`. */
  readonly also: Also;
}

/** Words of a document that are compared and shown as they stand. */
export type Also = Readonly<Record<string, unknown>>;

export interface TreeDirectory {
  readonly path: string;
  readonly mode: number;
  readonly owner: string;
  readonly also: Also;
}

export interface TreeLink {
  readonly path: string;
  readonly target: string;
  readonly hard: boolean;
  readonly also: Also;
}

/** A systemd unit that the document writes, or switches on or off. */
export interface TreeUnit {
  readonly name: string;
  /** null: the document does not say. */
  readonly enabled: boolean | null;
  readonly masked: boolean;
  /** Its text where the document holds it: the file in /etc/systemd/system. */
  readonly content: Uint8Array | null;
}

/** What runs on the machine: a list of words, or text for a shell. */
export interface TreeCommand {
  /** The key or the kind of part it stands in: `bootcmd`, `runcmd`, `script`, `boothook` … */
  readonly when: string;
  readonly command: string | readonly string[];
}

/** Anything else that a document says: users, packages, disks … */
export interface TreeSetting {
  readonly key: string;
  readonly value: unknown;
}

/** A part of a document that is not decoded: of a type that is not known here, or one that can't be read. */
export interface TreePart {
  /** `part 2`; of what can't be unpacked within a part, its own name. */
  readonly name: string;
  /** As MIME has it; of a file that can't be unpacked, the key it stands in. */
  readonly type: string;
  /** Those of a MIME part, in small letters. */
  readonly headers: Readonly<Record<string, string>>;
  readonly content: Uint8Array;
  /** Why it can't be read; null where only its type is not known. */
  readonly reason: string | null;
}

/** A user that the first boot makes. */
export interface TreeUser {
  readonly name: string;
  readonly group: string;
  readonly home: string;
  readonly shell: string;
}

/** A setting of the kernel. */
export interface TreeSysctl {
  readonly key: string;
  readonly value: string;
}

/** A mount unit; of what it does not say, nothing. */
export interface TreeMount {
  readonly what: string;
  readonly where: string;
  readonly type: string;
  readonly options: string;
}

/** A step of the first boot, and the function or program that does it, with its arguments. */
export interface TreeStep {
  readonly name: string;
  readonly command: readonly string[];
}

/** What files say of the machine: of users, packages and steps those of our own documents. */
export interface MachineState {
  readonly users: readonly TreeUser[];
  readonly packages: readonly string[];
  readonly modules: readonly string[];
  readonly sysctls: readonly TreeSysctl[];
  readonly mounts: readonly TreeMount[];
  /** In the order in which they begin. */
  readonly steps: readonly TreeStep[];
}

/** What a document makes of a machine, whatever its envelope. */
export interface MachineTree extends MachineState {
  /** How the document is wrapped, from the outside: `gzip`, `mime`, `cloud-config` … */
  readonly layers: readonly string[];
  readonly files: readonly TreeFile[];
  readonly directories: readonly TreeDirectory[];
  readonly links: readonly TreeLink[];
  readonly units: readonly TreeUnit[];
  readonly commands: readonly TreeCommand[];
  readonly rest: readonly TreeSetting[];
  readonly parts: readonly TreePart[];
  /** What the machine will do otherwise than it looks, or what could not be read here. */
  readonly remarks: readonly string[];
}

/** Why a document can't be read. */
export class Unreadable extends Error {}
