import { usualFormats } from '../../eras/envelopes.js';
import { systems } from '../../eras/systems.js';
import { diagnose } from '../../spec/diagnose.js';
import type { FullSpec } from '../full-spec.js';
import { type OwnConfig, readOwnConfig } from '../own-config.js';
import { takes } from '../target/envelopes.js';
import type { Rule } from './rule.js';

type Part = FullSpec['target']['parts'][number];

/** The lists that our own cloud-config has; cloud-init leaves out what is none beside them. */
const sharedLists = ['write_files', 'bootcmd', 'runcmd'];

/** Why cloud-init would leave a part out; undefined where it would not. */
function flawOf({ type, content }: Part, read: OwnConfig | undefined): string | undefined {
  if (type === 'shellscript' && !content.startsWith('#!')) return 'it does not begin with #! and an interpreter';
  if (type === 'boothook' && !/^#(!|cloud-boothook\s)/.test(content))
    return 'it begins neither with #! nor with #cloud-boothook';
  if (read === undefined) return undefined;
  if ('flaw' in read) return read.flaw;
  const alone = sharedLists.find((key) => key in read.config && !Array.isArray(read.config[key]));
  return alone && `its ${alone} is not a list, and Bootwright's is`;
}

/** Why it would not be merged as ours is, behind which it comes: what a part itself says goes before what its header says. */
function mergeKeyOf(read: OwnConfig | undefined): string | undefined {
  return read && 'config' in read ? ['merge_how', 'merge_type'].find((key) => key in read.config) : undefined;
}

/**
 * The first character that is neither printable ASCII nor a tab or the end of a line, and where it stands. What is beyond
 * ASCII cloud-init 20.4 to 26.2 makes other characters of, where the part has no encoding.
 */
function unprintable(content: string): Readonly<Record<'character' | 'line' | 'column', string | number>> | undefined {
  const at = content.search(/[^\t\n -~]/);
  if (at < 0) return undefined;
  const point = content.codePointAt(at) ?? 0;
  const number = `U+${point.toString(16).toUpperCase().padStart(4, '0')}`;
  const before = content.slice(0, at).split('\n');
  return {
    // Others are no sight on a terminal, or turn its text around.
    character: /[\p{L}\p{N}\p{P}\p{S}]/u.test(String.fromCodePoint(point))
      ? `${String.fromCodePoint(point)} (${number})`
      : number,
    line: before.length,
    column: [...(before.at(-1) ?? '')].length + 1,
  };
}

/** Parts of the user's own, and the one envelope that holds them. */
export const partRules: Rule = ({ spec: { target } }) => {
  const usual = usualFormats[systems[target.os].reader];
  const { provider, format, parts } = target;
  const path = ['spec', 'target'];
  const readsMime = usual !== 'ignition' && takes(provider, 'mime');
  if (format === 'mime' && !takes(provider, 'mime'))
    return [diagnose('format-not-unpacked', [...path, 'format'], { format, provider })];
  if (parts.length > 0 && (format !== 'mime' || !readsMime)) {
    const instead = usual === 'ignition' ? target.os : `A machine of ${provider}`;
    const ways = readsMime ? { usable: 'mime' } : { instead };
    // Whatever it says of its format, a system of Ignition's reads nothing else.
    const has = usual === 'ignition' ? usual : format;
    return [diagnose('parts-without-mime', [...path, 'parts'], { format: has, ...ways }, 'key')];
  }
  return parts.flatMap((part, index) => {
    const place = [...path, 'parts', index, 'content'];
    const read = part.type === 'cloud-config' ? readOwnConfig(part.content) : undefined;
    const reason = flawOf(part, read);
    const key = mergeKeyOf(read);
    const foreign = part.encoding === 'base64' ? undefined : unprintable(part.content);
    return [
      ...(reason === undefined ? [] : [diagnose('part-malformed', place, { type: part.type, reason })]),
      ...(key === undefined ? [] : [diagnose('part-merges', place, { key })]),
      ...(foreign === undefined ? [] : [diagnose('part-unprintable', place, foreign)]),
    ];
  });
};
