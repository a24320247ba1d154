import { ofBytes } from './forged-bytes.js';
import { ofNames } from './forged-names.js';
import { ofObjects, ofSubjects } from './forged-objects.js';
import { type Forgery, forger, type Victim } from './forger.js';

/** Everything that was thought of, against one node of fixtures/current-containerd; keys are made for each call. */
export function forgeries(victim: Victim): Forgery[] {
  const forge = forger(victim);
  return [
    ...ofObjects(victim, forge),
    ...ofSubjects(victim, forge),
    ...ofNames(victim, forge),
    ...ofBytes(victim, forge),
  ];
}
