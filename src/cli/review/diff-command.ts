import { statSync } from 'node:fs';
import { rangeText } from '../../review/told/grouped.js';
import { reviewReporter } from '../../review/told/review-report.js';
import { coloursFor } from '../colour.js';
import { type Arguments, settledValue } from '../command.js';
import { printReport, say } from '../console.js';
import { type ExitStatus, exitStatus } from '../exit-status.js';
import { harmless } from '../files/document-file.js';
import { misuse } from '../misuse.js';
import { isPageForm, type ReportForm } from '../problems.js';
import { counted } from '../text-table.js';
import { compareFiles, compareFolders, type MachineChange, Misused } from './compare-paths.js';
import { printPage } from './page.js';
import { machineLines, toldText } from './told-text.js';

function compare(old: string, now: string): MachineChange[] {
  if (old === '-' && now === '-')
    throw new Misused('only one of the two can be standard input: name a file for the other');
  const [before, after] = [old, now].map((path) => path !== '-' && statSync(path).isDirectory());
  if (before !== after)
    throw new Misused(`${before ? old : now} is a folder and the other is not: compare two documents, or two folders`);
  return before ? compareFolders(old, now) : compareFiles(old, now);
}

/** Nodes that come and go, each kind in a line. */
const nodeLines = (machines: readonly MachineChange[]): string[] =>
  (['added', 'removed'] as const).flatMap((kind) => {
    const names = machines.flatMap(({ node, change }) => (change === kind ? (node ?? []) : []));
    return names.length > 0 ? [`${rangeText(names)}: ${kind}`] : [];
  });

function pageOf(machines: readonly MachineChange[]) {
  const reporter = reviewReporter();
  for (const { node, nodes, told } of machines) if (told) reporter.add(nodes ?? [node ?? ''], told);
  const { groups, machines: ofMachines } = reporter.report();
  return {
    title: 'bootwright diff',
    groups: groups.map((group) => ({ ...group, place: null })),
    machines: ofMachines,
    notes: nodeLines(machines),
  };
}

/** The changes for people: nodes that come and go, and of the others what changes, equal changes once. */
function sayMachines(machines: readonly MachineChange[]): void {
  const reporter = reviewReporter();
  for (const { node, nodes, told } of machines) if (told) reporter.add(nodes ?? [node ?? ''], told);
  const report = reporter.report();
  for (const line of nodeLines(machines)) printReport(`${line}\n`);
  printReport(toldText(report, coloursFor('data')));
  for (const line of machineLines(report)) say(line);
  const things = machines.filter(({ told }) => told === null).length + report.groups.length;
  say(things === 0 ? 'nothing changes on the machines' : counted(things, 'change'));
}

export async function run(given: Arguments): Promise<ExitStatus> {
  const [old = '', now = ''] = given.operands;
  try {
    const machines = compare(old, now);
    const format = settledValue(given, 'format') as ReportForm;
    if (format === 'json') printReport(`${JSON.stringify(machines, null, 2)}\n`);
    else if (isPageForm(format)) await printPage(format, pageOf(machines));
    else sayMachines(machines);
    return machines.length > 0 ? exitStatus.refused : exitStatus.fine;
  } catch (error) {
    if (error instanceof Misused) return misuse(harmless(error.message));
    throw error;
  }
}
