/** One thing that is otherwise with the new document. */
export interface TreeChange {
  /** `part`: one that is not decoded; `note`: a remark; `bytes`: nothing that is decoded changes, but the document does. */
  readonly what:
    | 'file'
    | 'directory'
    | 'link'
    | 'unit'
    | 'user'
    | 'package'
    | 'module'
    | 'sysctl'
    | 'mount'
    | 'step'
    | 'commands'
    | 'setting'
    | 'part'
    | 'note'
    | 'bytes';
  readonly name: string;
  readonly change: 'added' | 'removed' | 'changed';
  /** What of it: `mode 0644 → 0600`; without secrets. */
  readonly details: readonly string[];
  /** Unified, without secrets; of text that changed. */
  readonly diff?: string;
}

/** What differs between two things of one name. */
export type Difference = Pick<TreeChange, 'details' | 'diff'>;
