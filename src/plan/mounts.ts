import { utf8ToBytes } from '@noble/hashes/utils.js';
import type { Contribution } from './contribution.js';
import { type PlannedMount, plainFile } from './node-plan.js';
import { startStep } from './node-steps.js';

/** A byte as systemd escapes it. */
const escapedByte = (byte: number): string => `\\x${byte.toString(16).padStart(2, '0')}`;

/** The unit that mounts a directory. Source: systemd-escape(1), --path; systemd.unit(5), "String escaping". */
export function mountUnit(where: string): string {
  const path = where.split('/').filter((name) => name !== '');
  const escaped = path.map((name) =>
    name.replaceAll(/[^\w:.]/gu, (sign) => [...utf8ToBytes(sign)].map(escapedByte).join('')),
  );
  return `${escaped.join('-').replace(/^\./, '\\x2e') || '-'}.mount`;
}

/** Where `%` would begin a specifier. Source: systemd.unit(5), "Specifiers". */
const literal = (text: string): string => text.replaceAll('%', '%%');

function unitText({ what, where, type, options }: PlannedMount): string {
  const listed = options.length > 0 ? [`Options=${literal(options.join(','))}`] : [];
  const mount = [`What=${literal(what)}`, `Where=${literal(where)}`, `Type=${type}`, ...listed];
  return ['[Mount]', ...mount, '', '[Install]', 'WantedBy=local-fs.target', ''].join('\n');
}

/** A mount that a component asks for: its unit, which is there at every boot, and the step that starts it first. */
export function planMount(mount: PlannedMount): Contribution {
  const unit = mountUnit(mount.where);
  return {
    files: [plainFile(`/etc/systemd/system/${unit}`, unitText(mount), mount.origin)],
    steps: [startStep(unit, 'storage', mount.after)],
  };
}
