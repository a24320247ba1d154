import type { Container } from './container.js';
import { drawnSysctls } from './draw.js';

/** What of a machine tells whether something was done to it. */
export interface Sight {
  /** Path → inode and time of change: a file that is written again is another one. */
  readonly files: ReadonlyMap<string, string>;
  /** Unit that runs → its invocation. */
  readonly units: ReadonlyMap<string, string>;
  /** The process of the container that runs all along. */
  readonly pods: string;
  readonly sysctls: ReadonlyMap<string, string>;
}

/** Units that come and go by themselves, and the one that does the install. */
const byThemselves =
  /^(bootwright|apt-|dpkg-|man-db|e2scrub|fstrim|logrotate|systemd-(tmpfiles|update|journal|hostnamed|timedated|logind)|user|session-|getty|console-getty|phpsession|modprobe@|run-|dbus)/;

const pairs = (text: string, between: string): Map<string, string> =>
  new Map(
    text.split('\n').flatMap((line): [string, string][] => {
      const cut = line.indexOf(between);
      return cut < 0 ? [] : [[line.slice(0, cut), line.slice(cut + 1)]];
    }),
  );

const looking = (paths: readonly string[]): string =>
  [
    `stat -c '%n	%i %Z' ${paths.map((path) => `'${path}'`).join(' ')} 2>/dev/null`,
    'echo ==',
    "ctr task ls 2>/dev/null | awk 'NR > 1 {print $2}' | sort",
    'echo ==',
    `for key in ${drawnSysctls.join(' ')}; do printf '%s\\t%s\\n' $key "$(sysctl -n $key)"; done`,
  ].join('\n');

/** Looks at the machine: at these files, and at all that runs. */
export async function look(container: Container, paths: readonly string[]): Promise<Sight> {
  const [files = '', pods = '', sysctls = ''] = (await container.attempt(looking(paths))).stdout.split('==\n');
  const shown = await container.run("systemctl show '*.service' -p Id -p InvocationID -p ActiveState");
  const units = new Map(
    shown.split('\n\n').flatMap((block): [string, string][] => {
      const { Id = '', InvocationID = '', ActiveState = '' } = Object.fromEntries(pairs(block, '='));
      const name = Id.replace(/\.service$/, '');
      return ActiveState !== 'active' || byThemselves.test(name) ? [] : [[name, InvocationID]];
    }),
  );
  return { files: pairs(files, '\t'), units, pods: pods.trim(), sysctls: pairs(sysctls, '\t') };
}

const differing = (before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): string[] =>
  [...after].filter(([name, value]) => before.get(name) !== value).map(([name]) => name);

/** Files that were written between two looks. */
export const rewritten = (before: Sight, after: Sight): string[] => differing(before.files, after.files).sort();

/** Units that were started between two looks. */
export const started = (before: Sight, after: Sight): string[] => differing(before.units, after.units).sort();
