import { type Suite, suites } from '../guest.js';
import type { BootCase } from './case.js';
import { cutCases, randomCutCases } from './cut-cases.js';
import { passingFaultCases, stayingFaultCases } from './fault-cases.js';
import { mirrorCases } from './mirror-cases.js';
import type { BootOptions } from './options.js';
import { scriptCase } from './script-case.js';
import { toldCases } from './told-cases.js';
import { uncutCases, uncutName } from './uncut-cases.js';

/** The whole table, in the order in which it runs. */
export function allCases({ guest, cuts, seed }: Pick<BootOptions, 'guest' | 'cuts' | 'seed'>): readonly BootCase[] {
  const tried: readonly Suite[] = guest === undefined ? suites : [guest];
  const usual = guest ?? 'trixie';
  return [
    ...uncutCases(tried),
    ...cutCases(usual, tried),
    ...randomCutCases(usual, cuts, seed),
    ...mirrorCases(usual),
    ...passingFaultCases(usual),
    ...stayingFaultCases(usual),
    ...toldCases(usual),
    scriptCase(usual),
  ];
}

/** The cases that were asked for. */
export function selectCases(all: readonly BootCase[], only: readonly string[]): readonly BootCase[] {
  for (const word of only)
    if (!all.some(({ name }) => name.startsWith(word))) throw new Error(`no case is called ${word}; --list names all`);
  if (only.length === 0) return all;
  // A whole name means this case alone, even if it begins another one.
  const isExact = (word: string): boolean => all.some(({ name }) => name === word);
  return all.filter(({ name }) => only.some((word) => (isExact(word) ? name === word : name.startsWith(word))));
}

/** The same with each suite's uncut machine among them where it isn't known yet: the others are compared with it. */
export function withUncut(
  all: readonly BootCase[],
  selected: readonly BootCase[],
  isKnown: (suite: Suite) => boolean,
): readonly BootCase[] {
  const needed = new Set(selected.filter(({ guest }) => !isKnown(guest)).map(({ guest }) => uncutName(guest)));
  return all.filter((one) => selected.includes(one) || needed.has(one.name));
}
