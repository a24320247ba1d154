import { createHash } from 'node:crypto';
import { addresses, commands } from './planted/commands.js';
import { keys, tokens } from './planted/keys.js';
import type { Planted } from './planted/planted.js';
import { named } from './planted/settings.js';

/** All kinds, with new secrets at each call. */
export const plantedSecrets = (): Planted[] => [...keys(), ...tokens(), ...named(), ...addresses(), ...commands()];

/** What may be seen of a secret: none of its strings. */
export const leaked = (shown: string, { hidden }: Planted): string[] => hidden.filter((each) => shown.includes(each));

/** Guessable content of a mark: what a digest of a secret would look like. */
export const digestOf = (secret: string): string => createHash('sha256').update(secret).digest('hex');
