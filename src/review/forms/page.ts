import type { GroupedChange } from '../told/grouped.js';
import type { MachineGroup } from '../told/review-report.js';

/** A place in a file, counted from 1. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/** A problem of a spec with its place. */
export interface Finding extends Place {
  readonly code: string;
  readonly severity: 'error' | 'warning';
  readonly message: string;
  readonly hint: string;
}

/** A change, and where in the spec it comes from; null where that is not known. */
export interface PlacedChange extends GroupedChange {
  readonly place: Place | null;
}

/** A file that is otherwise, missing, or there for nothing. */
export interface PageFile {
  readonly change: string;
  readonly file: string;
  /** Unified, of one that is no document. */
  readonly diff: string;
}

/** How much of what its provider takes a document has. */
export interface PageSize {
  readonly node: string;
  readonly provider: string;
  readonly bytes: number;
  readonly limit: number;
}

/** All that one review says, for every form alike. */
export interface ReviewPage {
  readonly title: string;
  readonly findings: readonly Finding[];
  readonly groups: readonly PlacedChange[];
  readonly machines: readonly MachineGroup[];
  readonly files: readonly PageFile[];
  readonly sizes: readonly PageSize[];
  /** What Terraform would do, which nodes come and go. */
  readonly notes: readonly string[];
}

/** The form of a page that is one text. */
export type PageForm = 'markdown' | 'html' | 'github' | 'sarif';

export const isEmptyPage = ({ findings, groups, files, notes }: ReviewPage): boolean =>
  [findings, groups, files, notes].every(({ length }) => length === 0);

/** The fullest document of each provider: the one that is over its limit first. */
export function fullest(sizes: readonly PageSize[]): PageSize[] {
  const most = new Map<string, PageSize>();
  for (const size of sizes) {
    const known = most.get(size.provider);
    if (known === undefined || size.bytes / size.limit > known.bytes / known.limit) most.set(size.provider, size);
  }
  return [...most.values()];
}

export const percent = ({ bytes, limit }: PageSize): string => `${((bytes / limit) * 100).toFixed(1)} %`;
