import { isMap, parseDocument } from 'yaml';
import { systems } from '../../eras/systems.js';
import { diagnose } from '../../spec/diagnose.js';
import { takesMime } from '../envelopes.js';
import type { Rule, Spec } from './rule.js';

type Part = NonNullable<Spec['target']['parts']>[number];

/** Why cloud-init would leave a part out; undefined where it would not. */
function flawOf({ type, content }: Part): string | undefined {
  if (type === 'shellscript' && !content.startsWith('#!')) return 'it does not begin with #! and an interpreter';
  if (type === 'boothook' && !/^#(!|cloud-boothook\s)/.test(content))
    return 'it begins neither with #! nor with #cloud-boothook';
  if (type !== 'cloud-config') return undefined;
  const { errors, contents } = parseDocument(content, { version: '1.1', uniqueKeys: false, logLevel: 'silent' });
  const [error] = errors;
  if (error) return `it is no YAML: ${error.message.split('\n')[0]?.replace(/:$/, '')}`;
  return isMap(contents) ? undefined : 'it is no mapping of keys';
}

/** Parts of the user's own, and the one envelope that holds them. */
export const partRules: Rule = ({ target }) => {
  const usual = systems[target.os]?.reader === 'ignition' ? 'ignition' : 'cloud-config';
  const { provider = 'generic', format = usual, parts = [] } = target;
  const path = ['spec', 'target'];
  if (format === 'mime' && !takesMime(provider))
    return [diagnose('format-not-unpacked', [...path, 'format'], { format, provider })];
  if (parts.length > 0 && format !== 'mime')
    return [diagnose('parts-without-mime', [...path, 'parts'], { format }, 'key')];
  return parts.flatMap((part, index) => {
    const reason = flawOf(part);
    return reason === undefined
      ? []
      : [diagnose('part-malformed', [...path, 'parts', index, 'content'], { type: part.type, reason })];
  });
};
