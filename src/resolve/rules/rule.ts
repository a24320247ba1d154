import type { Diagnostic } from '../../spec/diagnostic.js';
import type { NormalisedSpec } from '../full-spec.js';
import type { Claimant } from './machines.js';

/**
 * One family of cross-field rules; `all` are the spec's workers and pools. It asks the spec in full what holds, and the
 * given one only what its author said.
 */
export type Rule = (normal: NormalisedSpec, all: readonly Claimant[]) => Diagnostic[];
