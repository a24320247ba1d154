import { crioKeyReleases } from '../generated/data.js';
import { readOnce } from './data-rows.js';
import { keyEras } from './key-eras.js';

/** The keys below `[crio]`. Source: data/crio-keys.tsv. */
export const crioKeys = readOnce(() => keyEras(crioKeyReleases));
