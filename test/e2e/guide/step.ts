import type { Terminal } from './control-plane.js';

/** A part of a page: what its lines must lead to, and what is said of it when they do. */
export type Step = readonly [what: string, take: (terminal: Terminal) => Promise<string | undefined>];
