import type { Impact } from '../../impact/impact.js';
import type { ToldChange } from './told-change.js';

const list = (names: readonly string[]): string => names.join(', ');

/** An impact in words; a restart names its units. */
export function impactText(impact: Impact, restarts: readonly string[]): string {
  const units = restarts.length > 0 ? `restarts ${list(restarts)}` : '';
  const restart = units === '' ? 'starts it' : `${units} (pods keep running)`;
  return {
    nothing: 'nothing on the machine',
    written: 'nothing restarts',
    restart,
    runtime: `restarts the runtime: ${list(restarts)} (pods keep running)`,
    drain: `needs a drain${units === '' ? '' : `; ${units}`}`,
    reboot: `needs a reboot${units === '' ? '' : `; ${units}`}`,
    machine: 'needs a new machine',
  }[impact];
}

const most = 80;
const shortest = (value: string): string => (value.length > most ? `${value.slice(0, most - 3)}…` : value);

/** Two values, each on a line's part: of long ones that begin alike, what follows from a few words before. */
function shortPair(values: readonly [string, string]): [string, string] {
  const [was, becomes] = values;
  if (Math.max(was.length, becomes.length) <= most) return [was, becomes];
  let alike = 0;
  while (alike < was.length && was[alike] === becomes[alike]) alike += 1;
  const from = alike > most / 2 ? alike - most / 4 : 0;
  const cut = (value: string): string => shortest(from > 0 ? `…${value.slice(from)}` : value);
  return [cut(was), cut(becomes)];
}

/** What changes, on one line: `spec.kubelet.config.maxPods: not set → 60`. */
export function changeTitle({ subject, change, was, becomes, details }: ToldChange): string {
  const values = shortPair([was ?? 'not set', becomes ?? 'not set']);
  const said = values[0] === values[1] ? change : values.join(' → ');
  return `${subject}: ${said}${details.length > 0 ? ` (${list(details)})` : ''}`;
}

/** What it does, on one line. */
export const effectText = ({ impact, restarts, why }: ToldChange): string =>
  `${impactText(impact, restarts)}${why === null ? '' : `: ${why}`}`;
