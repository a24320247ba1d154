import { copyFileSync, existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { KeyPairPem } from '../../pki/authority.js';
import type { PairFiles } from '../../pki/request.js';
import { placeToWrite } from '../files/place-below.js';
import { savePair } from './folder.js';

/** Where a file waits while another takes its place. */
const asideOf = (path: string): string => `${path}.replaced`;

function placesOf(folder: string, files: PairFiles): readonly string[] {
  return [placeToWrite(folder, files.key), placeToWrite(folder, files.certificate)];
}

/**
 * Puts a new pair in an old one's place. Two files can't be replaced in one step, so the old pair is kept aside, whole,
 * until both halves of the new one are there.
 */
export function replacePair(folder: string, files: PairFiles, pair: KeyPairPem): void {
  const places = placesOf(folder, files);
  for (const place of places) {
    // Beside its place first: half a copy must not pass for an old pair.
    const half = `${place}.${process.pid}.tmp`;
    copyFileSync(place, half);
    renameSync(half, asideOf(place));
  }
  savePair(folder, files, pair);
  for (const place of places) rmSync(asideOf(place));
}

/** Puts back an old pair that was kept aside by a process that was killed before the new one was there. */
export function restorePair(folder: string, files: PairFiles): void {
  if (![files.key, files.certificate].some((file) => existsSync(asideOf(join(folder, file))))) return;
  const places = placesOf(folder, files);
  const isWhole = places.every((place) => existsSync(asideOf(place)));
  for (const place of places) {
    if (isWhole) renameSync(asideOf(place), place);
    else rmSync(asideOf(place), { force: true });
  }
}
