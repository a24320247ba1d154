import type { Impact } from '../../impact/impact.js';
import { type DiffAllowance, unifiedDiff } from '../unified-diff.js';
import { downloadFields, downloadUnits, kubeletDownloads } from './download-fields.js';
import { type Journal, journalPath } from './journal.js';
import type { ToldChange } from './told-change.js';

const release = /(?<![\d.])v?(\d+\.\d+\.\d+(?:-[a-z]+\.?\d+)?)(?![\d.]*\d)/;
const minorOf = (version: string | null): string | undefined => /^\d+\.\d+/.exec(version ?? '')?.[0];

const setting = { details: [], restarts: [], why: null } as const;

type Download = { readonly path: string; readonly digest: string } | undefined;

const versionOf = (download: Download): string | null => release.exec(download?.path ?? '')?.[1] ?? null;
const changeOf = (before: Download, after: Download): ToldChange['change'] =>
  before === undefined ? 'added' : after === undefined ? 'removed' : 'changed';

function toldDownload(name: string, before: Download, after: Download, restarted: readonly string[]): ToldChange[] {
  if (before?.path === after?.path && before?.digest === after?.digest) return [];
  const [old, now] = [versionOf(before), versionOf(after)];
  const [was, becomes] = old === now ? [before?.path ?? null, after?.path ?? null] : [old, now];
  const told = {
    ...setting,
    subject: downloadFields[name] ?? `download ${name}`,
    change: changeOf(before, after),
    was,
    becomes,
    details: was === becomes ? ['another digest'] : [],
  };
  if (after === undefined) return [{ ...told, impact: 'nothing', why: 'an update in place does not delete it' }];
  const isMinor = kubeletDownloads.includes(name) && before !== undefined && minorOf(old) !== minorOf(now);
  const restarts = restarted.filter((unit) => downloadUnits[name]?.includes(unit));
  if (!isMinor) return [{ ...told, impact: restarts.length > 0 ? 'restart' : 'written', restarts }];
  return [
    { ...told, impact: 'drain', restarts, why: 'drain a node before its kubelet moves to another minor version' },
  ];
}

function toldDownloads(old: Journal, now: Journal, restarted: readonly string[]): ToldChange[] {
  const names = [...new Set([...old.downloads.keys(), ...now.downloads.keys()])];
  return names.flatMap((name) => toldDownload(name, old.downloads.get(name), now.downloads.get(name), restarted));
}

/** Units that a document no longer starts keep running; one that is new is started. */
function toldUnits(old: Journal, now: Journal): ToldChange[] {
  const change = (unit: string, how: 'added' | 'removed', impact: Impact, why: string | null): ToldChange => ({
    ...setting,
    subject: `unit ${unit}`,
    change: how,
    was: null,
    becomes: null,
    impact,
    why,
  });
  const gone = 'an update in place does not stop it';
  return [
    ...[...now.units.keys()]
      .filter((unit) => !old.units.has(unit))
      .map((unit) => ({ ...change(unit, 'added', 'restart', null), restarts: [unit] })),
    ...[...old.units.keys()]
      .filter((unit) => !now.units.has(unit))
      .map((unit) => change(unit, 'removed', 'machine', gone)),
  ];
}

function toldPackages(old: Journal, now: Journal): ToldChange[] {
  const told = (names: readonly string[], change: 'added' | 'removed'): ToldChange[] =>
    names.length === 0
      ? []
      : [
          {
            ...setting,
            subject: `spec.host.packages: ${names.join(', ')}`,
            change,
            was: null,
            becomes: null,
            impact: change === 'added' ? 'written' : 'nothing',
            why: change === 'added' ? null : 'an update in place does not remove packages',
          },
        ];
  return [
    ...told(
      now.packages.filter((name) => !old.packages.includes(name)),
      'added',
    ),
    ...told(
      old.packages.filter((name) => !now.packages.includes(name)),
      'removed',
    ),
  ];
}

/** What the new journal does otherwise, but for what only follows from other changes. */
export function tellJournal(
  old: Journal,
  now: Journal,
  restarted: readonly string[],
  allowance: DiffAllowance,
): ToldChange[] {
  const texts = [old, now].map(({ lines }) => `${lines.join('\n')}\n`) as [string, string];
  const changed = { ...setting, change: 'changed', was: null, becomes: null, impact: 'written' } as const;
  const diff = texts[0] === texts[1] ? null : unifiedDiff(journalPath, texts, allowance);
  const restart = 'the install reboots the machine by itself';
  const kernel: ToldChange[] =
    old.kernelArguments === now.kernelArguments
      ? []
      : [
          {
            ...setting,
            subject: 'spec.host.kernelArguments',
            change: now.kernelArguments === '' ? 'removed' : 'changed',
            was: old.kernelArguments || null,
            becomes: now.kernelArguments || null,
            impact: now.kernelArguments === '' ? 'nothing' : 'reboot',
            why: now.kernelArguments === '' ? 'an update in place does not remove them from the boot loader' : restart,
          },
        ];
  const dates = old.clock === now.clock ? [] : [{ ...changed, subject: 'certificate validity' }];
  const steps =
    texts[0] === texts[1] ? [] : [{ ...changed, subject: 'install steps', ...(diff === null ? {} : { diff }) }];
  return [
    ...toldDownloads(old, now, restarted),
    ...toldUnits(old, now),
    ...toldPackages(old, now),
    ...kernel,
    ...dates,
    ...steps,
  ];
}
