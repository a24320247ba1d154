import { unitSettings } from '../generated/data.js';
import { dataRows, readOnce } from './data-rows.js';

/** What a setting of a unit file holds, as systemd calls it (BOOLEAN, SECONDS …), and the versions of systemd that have it. */
export interface UnitSetting {
  readonly is: string;
  /** 0: older than all that matter. */
  readonly since: string;
  /** No system here has such a new one. */
  readonly until?: string | undefined;
}

/** Settings by section. Source: data/unit-settings.tsv. */
export const unitSections = readOnce((): ReadonlyMap<string, ReadonlyMap<string, UnitSetting>> => {
  const sections = new Map<string, Map<string, UnitSetting>>();
  for (const { name, ...setting } of dataRows(unitSettings, (version) => version)) {
    const [places = '', key = ''] = name.split('.');
    for (const section of places.split('+')) {
      const known = sections.get(section) ?? new Map<string, UnitSetting>();
      sections.set(section, known.set(key, setting));
    }
  }
  return sections;
});

/** The section of a unit's kind beside [Unit] and [Install]; null: it has none. Source: systemd.unit(5) and the pages of each kind. */
export const unitKinds: Readonly<Record<string, string | null>> = {
  service: 'Service',
  socket: 'Socket',
  mount: 'Mount',
  automount: 'Automount',
  swap: 'Swap',
  timer: 'Timer',
  path: 'Path',
  slice: 'Slice',
  scope: 'Scope',
  target: null,
};

const actions = ['none', 'exit', 'exit-force'].concat(
  ['reboot', 'poweroff', 'soft-reboot', 'kexec', 'halt'].flatMap((action) => [
    action,
    `${action}-force`,
    `${action}-immediate`,
  ]),
);

/** The words that some settings take, by what they hold. Source: systemd.service(5), systemd.kill(5), systemd.unit(5) of systemd 262. */
export const unitWords: Readonly<Record<string, readonly string[]>> = {
  SERVICETYPE: ['simple', 'exec', 'forking', 'oneshot', 'dbus', 'notify', 'notify-reload', 'idle'],
  SERVICERESTART: ['no', 'on-success', 'on-failure', 'on-abnormal', 'on-watchdog', 'on-abort', 'always'],
  SERVICERESTARTMODE: ['normal', 'direct', 'debug'],
  SERVICEEXITTYPE: ['main', 'cgroup'],
  KILLMODE: ['control-group', 'mixed', 'process', 'none'],
  TIMEOUTMODE: ['terminate', 'abort', 'kill'],
  ACTION: actions,
};

const timeUnits =
  '(?:us|µs|μs|usec|ms|msec|seconds|second|sec|s|minutes|minute|min|m|hours|hour|hr|h|days|day|d|weeks|week|w|months|month|M|years|year|y)?';

/** A number and its unit, then blanks: taken one after the other, as one pattern for all of them could go back for ever. */
const timeStep = new RegExp(`(?:\\d*\\.)?\\d+\\s*${timeUnits}(?![A-Za-zµμ])\\s*`, 'y');

function isTimeSpan(text: string): boolean {
  if (text === 'infinity') return true;
  timeStep.lastIndex = 0;
  while (timeStep.lastIndex < text.length) if (!timeStep.test(text)) return false;
  return text !== '';
}

/** Other values that are cheap to tell, as systemd reads them. Source: systemd src/basic/parse-util.c, time-util.c; systemd.syntax(7), systemd.time(7). */
export const unitForms: Readonly<Record<string, { readonly is: (value: string) => boolean; readonly wanted: string }>> =
  {
    BOOLEAN: { is: (value) => /^(1|yes|y|true|t|on|0|no|n|false|f|off)$/i.test(value), wanted: 'yes or no' },
    SECONDS: { is: isTimeSpan, wanted: 'a time span, such as 5min 20s, or a number of seconds' },
    UNSIGNED: {
      is: (value) => /^\+?(0[xX][0-9a-fA-F]+|0[oO][0-7]+|0[bB][01]+|\d+)$/.test(value),
      wanted: 'a whole number, not below 0',
    },
    MODE: { is: (value) => /^0*[0-7]{1,4}$/.test(value), wanted: 'a mode in octal digits, such as 0644' },
    NICE: { is: (value) => /^([+-]?1?\d|-20)$/.test(value), wanted: 'a number from -20 to 19' },
    OOMSCOREADJUST: { is: (value) => /^[+-]?(\d{1,3}|1000)$/.test(value), wanted: 'a number from -1000 to 1000' },
  };
