import { holds, type Impact, impacts, type SettingImpact, settingImpacts, worse } from '../../impact/impact.js';
import { type KindName, kindOf, unitOf } from '../../impact/kinds-of-files.js';
import { shownText } from '../redaction.js';
import type { MachineTree, TreeFile } from '../tree.js';
import type { TreeChange } from '../tree-change.js';
import { journalPath, libraryPath } from './journal.js';
import { kinds } from './kinds.js';
import type { Settings } from './settings-of.js';
import type { ToldChange } from './told-change.js';

const firstBootUnit = '/etc/systemd/system/bootwright.service';

export const fileOf = ({ files }: MachineTree, path: string): TreeFile | undefined =>
  files.find((file) => file.path === path);

/** Which unit reads a file, by its path; its own files and those that are called like it. */
function readersOf(path: string, restarted: readonly string[]): string[] {
  const named = restarted.filter((unit) => path.includes(unit));
  if (named.length > 0) return named;
  const runtime = /\/(?:containerd|crictl)\b/.test(path) ? ['containerd', 'crio', 'docker'] : [];
  return restarted.filter((unit) => runtime.includes(unit));
}

function settingsOf(kind: KindName, file: TreeFile): Settings | undefined {
  const text = shownText(file);
  try {
    return text === null ? undefined : kinds[kind].read(text);
  } catch {
    // A text that is none of its kind is told line by line.
    return undefined;
  }
}

function toldSettings(
  kind: KindName,
  path: string,
  old: Settings,
  now: Settings,
  restarts: readonly string[],
): ToldChange[] {
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((name): ToldChange[] => {
    const [was, becomes] = [old.get(name) ?? null, now.get(name) ?? null];
    if (was === becomes) return [];
    // A flag is its program's, wherever it stands.
    const owner = name.startsWith('--') ? unitOf(path) : kind;
    const row = settingImpacts.find(
      ({ kind: of, setting, when }) => of === owner && new RegExp(setting).test(name) && holds[when](was, becomes),
    );
    const least: Impact = restarts.length > 0 ? 'restart' : 'written';
    return [
      {
        subject: kinds[kind].title(name, path),
        change: was === null ? 'added' : becomes === null ? 'removed' : 'changed',
        was,
        becomes,
        details: [],
        impact: worse(least, row?.impact ?? least),
        restarts,
        why: row?.why ?? null,
      },
    ];
  });
}

/** What changes within a file whose settings are known, setting by setting; nothing where they are not. */
function tellSettings(path: string, old: MachineTree, now: MachineTree, restarts: readonly string[]): ToldChange[] {
  const [before, after] = [fileOf(old, path), fileOf(now, path)];
  const text = after && shownText(after);
  const kind = text ? kindOf(path, text) : undefined;
  if (!before || !after || !kind) return [];
  const [was, becomes] = [settingsOf(kind, before), settingsOf(kind, after)];
  return was && becomes ? toldSettings(kind, path, was, becomes, restarts) : [];
}

/** Whether all that changes of the install's functions is the list of the document's files, which follows from these. */
function isListAlone(path: string, old: MachineTree, now: MachineTree): boolean {
  if (path !== libraryPath) return false;
  const [before, after] = [old, now].map((tree) => {
    const file = fileOf(tree, path);
    return file && shownText(file)?.replace(/^(?:files|kept)=.*$/gm, '');
  });
  return before !== undefined && before === after;
}

/** What the settings of a file that is new ask for: the most of it. */
function askedByNew(path: string, now: MachineTree): SettingImpact | undefined {
  const file = fileOf(now, path);
  const kind = file && kindOf(path, shownText(file) ?? '');
  const settings = kind && settingsOf(kind, file);
  const rows = [...(settings ?? [])].flatMap(([name, value]) =>
    settingImpacts.filter(
      ({ kind: of, setting, when }) => of === kind && new RegExp(setting).test(name) && holds[when](null, value),
    ),
  );
  return rows.sort((a, b) => impacts.indexOf(b.impact) - impacts.indexOf(a.impact))[0];
}

/** A change of a file, by its settings where it has some; as it is told otherwise where not. */
export function tellFile(
  change: TreeChange,
  old: MachineTree,
  now: MachineTree,
  restarted: readonly string[],
): ToldChange[] {
  const { name: path, change: how, details } = change;
  if (path === firstBootUnit || path === journalPath || isListAlone(path, old, now)) return [];
  const restarts = readersOf(path, restarted);
  const told = details.length === 0 ? tellSettings(path, old, now, restarts) : [];
  if (told.length > 0) return told;
  const subject = path === libraryPath ? 'install functions' : `file ${path}`;
  if (how === 'removed')
    return [{ ...plain(change), subject, impact: 'nothing', why: 'an update in place does not delete it' }];
  const least: Impact = restarts.length > 0 ? 'restart' : 'written';
  const asked = how === 'added' ? askedByNew(path, now) : undefined;
  return [
    { ...plain(change), subject, restarts, impact: worse(least, asked?.impact ?? least), why: asked?.why ?? null },
  ];
}

/** What is said of every change alike. */
export const plain = ({ change, details, diff }: TreeChange) => ({
  change,
  was: null,
  becomes: null,
  details,
  ...(diff === undefined ? {} : { diff }),
  restarts: [],
  why: null,
});
