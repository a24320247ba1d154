import { type Suite, suites } from '../supplies/guest.js';
import type { BootCase } from './case.js';
import { copiedCases } from './copied-cases.js';
import { cutCases, randomCutCases } from './cut-cases.js';
import { passingFaultCases, stayingFaultCases } from './fault-cases.js';
import { hostKeyCases } from './host-keys.js';
import { imageCases } from './image-cases.js';
import { joinCases } from './join-cases.js';
import { killedCases } from './killed-cases.js';
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
    ...joinCases(usual),
    ...killedCases(usual),
    ...copiedCases(usual),
    ...hostKeyCases(usual),
    ...imageCases(usual),
    ...toldCases(usual),
    scriptCase(usual),
  ];
}

/** The selected cases, with each suite's uncut machine among them where it isn't known yet: the others are compared with it. */
export function withUncut(
  all: readonly BootCase[],
  selected: readonly BootCase[],
  isKnown: (suite: Suite) => boolean,
): readonly BootCase[] {
  const needed = new Set(
    selected.filter(({ guest, isUncompared }) => !isUncompared && !isKnown(guest)).map(({ guest }) => uncutName(guest)),
  );
  return all.filter((one) => selected.includes(one) || needed.has(one.name));
}
