import type { ProviderName } from '../generated/names.js';
import type { Provider } from './provider.js';
// Made by the build: the file of each provider that the schema names.
import { rows } from './providers/index.js';

/** A row for each provider, a file of its folder. */
export const providers: Readonly<Record<ProviderName, Provider>> = rows;
