import { type Json, listOf, part, textIn } from './json.js';
import type { Allowance } from './unpack.js';
import { readYaml } from './yaml-1.1.js';

/** How a copy for review begins that has an Ignition config's contents as texts. */
export const isIgnitionCopy = (text: string): boolean => text.startsWith('# Ignition, decoded\n');

/** The config that it is a copy of: contents as addresses, modes as numbers. */
export function configOfCopy(text: string, allowance: Allowance): Json {
  const copy = part(readYaml(text, 'the copy', allowance));
  const files = listOf(part(copy.storage).files).map(({ contents, mode, ...file }) => {
    const content = textIn(part(contents).inline) ?? '';
    return {
      ...file,
      mode: Number.parseInt(String(mode), 8),
      overwrite: true,
      contents: { source: `data:,${encodeURIComponent(content)}` },
    };
  });
  return { ...copy, storage: { files } };
}
