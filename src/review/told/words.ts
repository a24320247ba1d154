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

const shortest = (value: string): string => (value.length > 80 ? `${value.slice(0, 77)}…` : value);

/** What changes, on one line: `spec.kubelet.config.maxPods: not set → 60`. */
export function changeTitle({ subject, change, was, becomes, details }: ToldChange): string {
  const values = [was, becomes].map((value) => (value === null ? 'not set' : shortest(value)));
  const said = values[0] === values[1] ? change : values.join(' → ');
  return `${subject}: ${said}${details.length > 0 ? ` (${list(details)})` : ''}`;
}

/** What it does, on one line. */
export const effectText = ({ impact, restarts, why }: ToldChange): string =>
  `${impactText(impact, restarts)}${why === null ? '' : `: ${why}`}`;
