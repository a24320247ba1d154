import { templates } from '../generated/templates.js';
import { installScript } from '../plan/layout.js';
import type { NodePlan, PlannedFile } from '../plan/node-plan.js';
import { shellWord } from '../plan/shell-word.js';
import { nodeLooks } from './node-looks.js';

/** A plan as a script that does by itself what cloud-init does with a document, also on a node that runs already. */
export function encodeScript(plan: NodePlan): string {
  // The unit goes first: it knows the digest of all the others, so a run that is cut short is noticed.
  const isUnit = ({ path }: PlannedFile): boolean => path.endsWith(`/${plan.firstBootUnit}`);
  const files = [...plan.files.filter(isUnit), ...plan.files.filter((file) => !isUnit(file))];
  const { node, release, firstBootUnit, statusProgram } = plan;
  return templates['node.sh']({
    enter: templates['enter.sh']({}),
    ...nodeLooks(plan),
    node,
    release,
    firstBootUnit,
    statusProgram,
    installScript,
    files: files.map(putCommand),
  });
}

/** How many bytes of the script a file takes; it has no way to pack one. */
export function scriptBytesOf(file: PlannedFile): number {
  return putCommand(file).length;
}

function putCommand({ path, mode, owner, content }: PlannedFile): string {
  const words = [mode.toString(8).padStart(4, '0'), path, ...(owner === undefined ? [] : [owner])];
  const command = `put ${words.map(shellWord).join(' ')}`;
  if (!content.endsWith('\n')) return `printf %s ${shellWord(content)} | ${command}`;
  const lines = new Set(content.split('\n'));
  let end = 'EOF';
  while (lines.has(end)) end += '_';
  return `${command} <<'${end}'\n${content}${end}`;
}
