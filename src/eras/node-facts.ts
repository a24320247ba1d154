import type { MetadataPlace, MetadataService } from './metadata-service.js';

/** A part of what a machine's metadata says of it: `{KEY}` stands for it in a text. */
export interface NodeFact {
  readonly key: string;
  /** `exact`: as it stands there; `lower`: in small letters; `label`: what a label may be, and some machines have none. */
  readonly form: 'exact' | 'lower' | 'label';
  /** What messages call it. */
  readonly what: string;
  readonly places: readonly MetadataPlace[];
}

/** Where and what a machine is, as its provider's cloud controller manager says it of a node. */
export interface NodeFacts extends Pick<MetadataService, 'headers' | 'session'> {
  readonly facts: readonly NodeFact[];
  readonly providerID: string;
  /** Texts of labels; null: its metadata does not say it. */
  readonly region: string | null;
  readonly zone: string | null;
  readonly instanceType: string | null;
  readonly source: string;
}

type Known = Omit<NodeFact, 'places'>;
const named = (known: Known, path: string, pattern?: string): NodeFact => ({
  ...known,
  places: [pattern === undefined ? { path } : { path, pattern }],
});

/** A part of a provider ID, which is nothing without it. */
export const part = (key: string, what: string, path: string, pattern?: string): NodeFact =>
  named({ key, form: 'exact', what }, path, pattern);
export const lowerPart = (key: string, what: string, path: string, pattern?: string): NodeFact =>
  named({ key, form: 'lower', what }, path, pattern);
export const labelPart = (key: string, what: string, path: string, pattern?: string): NodeFact =>
  named({ key, form: 'label', what }, path, pattern);
