import type { FullSpec } from '../../full-spec.js';
import type { Refusal } from './refusal.js';

/** A crio.conf whose keys and types are right; fields are dotted paths below `[crio]`. */
export interface CrioView {
  readonly spec: FullSpec;
  readonly version: string;
  readonly value: (field: string) => unknown;
  readonly since: (release: string) => boolean;
}

/** What Validate of a release refuses. Source: cri-o/cri-o pkg/config/config.go v1.20.9 to v1.36.3. */
export type CrioRelation = (view: CrioView) => Refusal[];

export const stepsOf = (field: string): string[] => ['crio', ...field.split('.')];

export const listed = ({ value }: CrioView, field: string): [text: string, index: number][] => {
  const list = value(field);
  return Array.isArray(list) ? list.map((each, index) => [String(each), index]) : [];
};
