import { isOwn, type NodePlan, type PlannedFile, type PlannedPart } from '../plan/node-plan.js';
import { replaced, secretsIn } from '../secrets/find.js';

/** A text without what the catalogue of secrets finds in it. */
const withoutSecrets = (text: string): string => replaced(text, secretsIn(text), () => '<secret>');

/** What the spec itself has for root's eyes only: nobody but its author knows what in it is secret. */
const isShut = (file: PlannedFile): boolean => file.secret && (isOwn(file) || file.origin[1] === 'firstBoot');

/** Files that many nodes share are looked at once. */
const known = new WeakMap<PlannedFile, PlannedFile>();

function shownFile(file: PlannedFile): PlannedFile {
  const before = known.get(file);
  if (before !== undefined) return before;
  const content = isShut(file) ? `<content of ${file.path}: ${file.origin.join('.')}>\n` : withoutSecrets(file.content);
  const shown = { ...file, content };
  known.set(file, shown);
  return shown;
}

/** In a copy a part is text that people read, whatever it travels in. */
function shownPart(part: PlannedPart): PlannedPart {
  const content = withoutSecrets(part.content);
  return { ...part, content, encoding: /^[\t\n -~]*$/.test(content) ? 'none' : 'quoted-printable' };
}

/** A plan as everybody may read it. Its keys are placeholders already; this takes what the spec itself brought. */
export function shownPlan(plan: NodePlan): NodePlan {
  return { ...plan, files: plan.files.map(shownFile), parts: plan.parts.map(shownPart) };
}
