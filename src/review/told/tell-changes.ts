import {
  holds,
  type Impact,
  impacts,
  type SettingImpact,
  settingImpacts,
  unitImpacts,
  worse,
} from '../../impact/impact.js';
import { type KindName, kindOf, unitOf } from '../../impact/kinds-of-files.js';
import { shownText } from '../redaction.js';
import type { MachineTree, TreeFile } from '../tree.js';
import type { TreeChange } from '../tree-change.js';
import { fullDiffAllowance } from '../unified-diff.js';
import { textOf } from '../unpack.js';
import { type Journal, journalPath, libraryPath, readJournal, restartedUnits } from './journal.js';
import { kinds } from './kinds.js';
import type { Settings } from './settings-of.js';
import { tellJournal } from './tell-journal.js';
import type { ToldChange, ToldMachine } from './told-change.js';

const firstBootUnit = '/etc/systemd/system/bootwright.service';

const fileOf = ({ files }: MachineTree, path: string): TreeFile | undefined => files.find((file) => file.path === path);

/** The journal of a tree; undefined where a document is not ours. */
function journalOf(tree: MachineTree): Journal | undefined {
  const text = textOf(fileOf(tree, journalPath)?.content ?? new Uint8Array());
  return text ? readJournal(text) : undefined;
}

/** What of a tree is read out of our journal and the files beside it. */
const ofJournal: readonly TreeChange['what'][] = ['step', 'package', 'module', 'sysctl'];

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
function tellFile(change: TreeChange, old: MachineTree, now: MachineTree, restarted: readonly string[]): ToldChange[] {
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

const plain = ({ change, details, diff }: TreeChange) => ({
  change,
  was: null,
  becomes: null,
  details,
  ...(diff === undefined ? {} : { diff }),
  restarts: [],
  why: null,
});

/** What a change that is none of a file does to a machine in place. */
function tellOther(change: TreeChange): ToldChange {
  const title = change.name.startsWith(`${change.what} `) ? change.name : `${change.what} ${change.name}`;
  const isFirstBoot = ['commands', 'setting', 'part'].includes(change.what);
  const impact: Impact =
    change.what === 'bytes' || change.what === 'note' ? 'nothing' : isFirstBoot ? 'machine' : 'written';
  const why = isFirstBoot ? 'applies only at first boot' : null;
  return { ...plain(change), subject: title, impact, why };
}

/** Units that start anew and are named by no change: what they read has changed all the same. */
function unexplained(restarted: readonly string[], told: readonly ToldChange[]): ToldChange[] {
  const explained = new Set(told.flatMap(({ restarts, subject }) => [...restarts, subject.replace(/^unit /, '')]));
  return restarted
    .filter((unit) => !explained.has(unit))
    .map((unit) => ({
      subject: `unit ${unit}`,
      change: 'changed',
      was: null,
      becomes: null,
      details: ['what it runs or reads has changed'],
      impact: 'restart',
      restarts: [unit],
      why: null,
    }));
}

/** What each unit's restart means raises what its change means. */
function withUnits(told: ToldChange): ToldChange {
  const rows = told.restarts.flatMap((unit) => unitImpacts[unit] ?? []);
  const impact = rows.reduce((worst, row) => worse(worst, row.impact), told.impact);
  const row = rows.find((each) => each.impact === impact && each.why !== null);
  return { ...told, impact, why: told.why ?? row?.why ?? null };
}

/** The changes between two trees in words, without those that only follow from others, and what they do to the machine. */
export function tellChanges(old: MachineTree, now: MachineTree, changes: readonly TreeChange[]): ToldMachine {
  const [before, after] = [journalOf(old), journalOf(now)];
  const downloads = before && after ? changedDownloads(before, after) : [];
  const changed = new Set([...changes.filter(({ what }) => what === 'file').map(({ name }) => name), ...downloads]);
  const restarted = before && after ? restartedUnits(before, after, changed) : [];
  const told = [
    ...(before && after ? tellJournal(before, after, restarted, fullDiffAllowance()) : []),
    // Without a journal to read, all that a script of ours would say is in its lines.
    ...changes.flatMap((change) => {
      const isText = change.what === 'file' && (before === undefined || after === undefined);
      if (isText && change.name === journalPath) return [tellOther(change)];
      // What the journal and its files say is told by their settings.
      if (before && after && ofJournal.includes(change.what)) return [];
      // The unit of a file says what the file says.
      if (change.what === 'unit' && changed.has(`/etc/systemd/system/${change.name}`)) return [];
      return change.what === 'file' ? tellFile(change, old, now, restarted) : [tellOther(change)];
    }),
  ];
  const all = [...told, ...unexplained(restarted, told)].map(withUnits);
  const always = changes.length > 0 ? (after?.always ?? []) : [];
  const impact = all.reduce<Impact>((worst, each) => worse(worst, each.impact), impacts[0]);
  const restarts = [...new Set([...restarted, ...always])].sort();
  return { changes: all, impact: restarts.length > 0 ? worse(impact, 'restart') : impact, restarts };
}

function changedDownloads(old: Journal, now: Journal): string[] {
  return [...now.downloads].flatMap(([name, { path, digest }]) => {
    const before = old.downloads.get(name);
    return before?.path === path && before.digest === digest ? [] : [name];
  });
}
