import { bootstrapCodes } from './codes/bootstrap.js';
import { componentCodes } from './codes/component.js';
import { credentialCodes } from './codes/credentials.js';
import type { CodeEntry } from './codes/entry.js';
import { envelopeCodes } from './codes/envelope.js';
import { familyCodes } from './codes/families.js';
import { formCodes } from './codes/forms.js';
import { gateCodes } from './codes/gates.js';
import { identityCodes } from './codes/identity.js';
import { machineCodes } from './codes/machine.js';
import { networkCodes } from './codes/network.js';
import { podNetworkCodes } from './codes/pod-network.js';
import { reachCodes } from './codes/reach.js';
import { releaseCodes } from './codes/releases.js';
import { runtimeCodes } from './codes/runtime.js';
import { settingCodes } from './codes/settings.js';
import { shapeCodes } from './codes/shape.js';
import { stageCodes } from './codes/stages.js';
import { targetCodes } from './codes/target.js';
import { textCodes } from './codes/text.js';
import { trustCodes } from './codes/trust.js';

const entries = {
  ...textCodes,
  ...shapeCodes,
  ...formCodes,
  ...familyCodes,
  ...networkCodes,
  ...podNetworkCodes,
  ...identityCodes,
  ...releaseCodes,
  ...componentCodes,
  ...gateCodes,
  ...settingCodes,
  ...trustCodes,
  ...runtimeCodes,
  ...machineCodes,
  ...reachCodes,
  ...bootstrapCodes,
  ...envelopeCodes,
  ...stageCodes,
  ...credentialCodes,
  ...targetCodes,
} as const;

/** A stable name for one kind of problem: scripts may rely on it, texts may change. */
export type Code = keyof typeof entries;

/** The catalogue: severity, texts and manual of every code. */
export const codes: Readonly<Record<Code, CodeEntry>> = entries;

type Slots<T> = T extends `${string}{${infer Slot}}${infer Rest}` ? Slot | Slots<Rest> : never;
type HintsOf<C extends Code> = (typeof entries)[C] extends { hint: infer H extends readonly unknown[] }
  ? H[number]
  : never;
type HintText<H> = H extends string ? H : H extends { text: infer T } ? T : never;
type HintCondition<H> = H extends { when: infer W extends string } ? W : never;
type HintPlace<H> = H extends { edit: { at: infer A extends string } } ? A : never;
type HintArgs<C extends Code> = Slots<HintText<HintsOf<C>>> | Slots<HintPlace<HintsOf<C>>> | HintCondition<HintsOf<C>>;

/** The arguments that a code's message needs, and those that its hints can use. */
export type CodeArgs<C extends Code> = Readonly<
  Record<Slots<(typeof entries)[C]['message']>, string | number> &
    Partial<Record<HintArgs<C>, string | number | undefined>>
>;
