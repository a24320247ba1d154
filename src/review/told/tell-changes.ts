import { type Impact, impacts, unitImpacts, worse } from '../../impact/impact.js';
import type { MachineTree } from '../tree.js';
import type { TreeChange } from '../tree-change.js';
import { fullDiffAllowance } from '../unified-diff.js';
import { textOf } from '../unpack.js';
import { type Journal, journalPath, readJournal, restartedUnits } from './journal.js';
import { fileOf, plain, tellFile } from './tell-file.js';
import { tellJournal } from './tell-journal.js';
import type { ToldChange, ToldMachine } from './told-change.js';

/** The journal of a tree; undefined where a document is not ours. */
function journalOf(tree: MachineTree): Journal | undefined {
  const text = textOf(fileOf(tree, journalPath)?.content ?? new Uint8Array());
  return text ? readJournal(text) : undefined;
}

/** What of a tree is read out of our journal and the files beside it. */
const ofJournal: readonly TreeChange['what'][] = ['step', 'package', 'module', 'sysctl'];

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
