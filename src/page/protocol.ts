import type { DocumentComparison } from '../review/compare-documents.js';
import type { Inspection } from '../review/inspection.js';
import type { ReportEntry } from '../spec/report.js';

/** One machine's document, all but its content. */
export interface DocumentRow {
  readonly node: string;
  readonly fileName: string;
  readonly bytes: number;
  /** What the provider takes; null: no limit is known. */
  readonly limit: number | null;
  readonly sha256: string;
  /** `plain`, or how it is packed. */
  readonly form: string;
  readonly packed: readonly string[];
}

/** Where the keys in the page's memory come from. */
export interface KeyState {
  readonly origin: 'made' | 'given';
  readonly certificates: number;
}

/** A spec's render: what is wrong with it, and its documents where nothing is. */
export interface Rendering {
  readonly problems: readonly ReportEntry[];
  readonly cluster: { readonly name: string; readonly kubernetes: string; readonly provider: string } | null;
  readonly documents: readonly DocumentRow[];
  readonly keys: KeyState;
}

/** A document as it is shown: its content, which is null where it is bytes that are no text, and the files in it. */
export interface DocumentView {
  readonly text: string;
  readonly isText: boolean;
  readonly files: readonly { readonly path: string; readonly mode: string; readonly bytes: number }[];
}

export interface Suggestion {
  readonly label: string;
  /** What is written; `label` where it is absent. */
  readonly apply?: string;
  readonly detail: string;
  readonly info: string;
}

/** What may stand between two offsets of the text. */
export interface Suggestions {
  readonly from: number;
  readonly to: number;
  readonly options: readonly Suggestion[];
}

/** What the manual says of the field between two offsets. */
export interface FieldHelp {
  readonly from: number;
  readonly to: number;
  readonly name: string;
  readonly text: string;
}

/** A file that a download holds. */
export type KeyFile = readonly [name: string, text: string];

/** All that the page asks of its worker: question by name, what it takes, what it gives. */
export interface Questions {
  readonly render: (text: string) => Promise<Rendering>;
  readonly document: (node: string) => DocumentView | null;
  readonly raw: (node: string) => Uint8Array<ArrayBuffer> | null;
  readonly suggest: (text: string, offset: number) => Suggestions | null;
  readonly help: (text: string, offset: number) => FieldHelp | null;
  readonly explain: (code: string) => string;
  /** All documents and what the cluster itself needs, as one archive. */
  readonly archive: () => Uint8Array<ArrayBuffer> | null;
  readonly keyArchive: () => Uint8Array<ArrayBuffer> | null;
  /** Keys of the user's own in place of those made here; none: new ones are made. */
  readonly useKeys: (files: readonly KeyFile[]) => void;
  readonly inspect: (
    document: Uint8Array | string,
  ) => { readonly inspection: Inspection } | { readonly mistake: string };
  readonly diff: (old: Uint8Array | string, now: Uint8Array | string) => DocumentComparison;
  /** A spec as a link's fragment; the lines of its secrets where it has some. */
  readonly share: (text: string) => { readonly fragment: string } | { readonly secretLines: readonly number[] };
  readonly open: (fragment: string) => string | null;
}

export type Question = keyof Questions;
export type Answer<Q extends Question> = Awaited<ReturnType<Questions[Q]>>;

export interface Asked {
  readonly id: number;
  readonly question: Question;
  readonly given: readonly unknown[];
}

export type Answered =
  | { readonly id: number; readonly answer: unknown }
  | { readonly id: number; readonly failure: string };
