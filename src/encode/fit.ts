import { utf8ToBytes } from '@noble/hashes/utils.js';
import type { NodePlan, PlannedFile } from '../plan/node-plan.js';
import { type Envelope, type PackedForm, wholes } from './encode.js';

/** What a document may weigh, and how it may be packed to get there, smallest step first. */
export interface Budget {
  /** Bytes before any base64; null: no limit. */
  readonly bytes: number | null;
  /** What the provider hands to cloud-init intact. */
  readonly forms: readonly PackedForm[];
}

/** A document in the form that it is handed over in. */
export interface Fitted {
  /** `plain`: nothing is packed; `files`: some files are, the install's library first; otherwise the whole document is. */
  readonly form: 'plain' | PackedForm;
  readonly extension: string;
  /** Text, or bytes that are none. */
  readonly content: string | Uint8Array;
  /** The same as bytes (a text's in UTF-8): made once, for whoever counts, hashes or writes them. */
  readonly raw: Uint8Array;
  /** The files that are packed one by one. */
  readonly packed: readonly PlannedFile[];
}

/**
 * A plan within a budget: plain text where that fits, else the first form that does. Where none does, the smallest: it
 * is over the limit, which is for the caller to see and to refuse.
 */
export function fitDocument(plan: NodePlan, envelope: Envelope, budget: Budget): Fitted {
  const { extension, encode } = envelope;
  const text = encode(plan);
  const plain = fitted('plain', extension, text);
  const { bytes: limit } = budget;
  if (limit === null || plain.raw.length <= limit) return plain;
  const packedAs = (form: PackedForm): Fitted => {
    if (form === 'files') {
      const packed = filesToPack(plan, envelope, plain.raw.length - limit);
      return fitted(form, extension, encode(plan, new Set(packed)), packed);
    }
    const { extension: own, pack } = wholes[form];
    return fitted(form, own ?? extension, pack(text, plan));
  };
  let smallest = plain;
  for (const form of envelope.forms ?? budget.forms) {
    const next = packedAs(form);
    if (next.raw.length <= limit) return next;
    if (next.raw.length < smallest.raw.length) smallest = next;
  }
  return smallest;
}

function fitted(
  form: Fitted['form'],
  extension: string,
  content: string | Uint8Array,
  packed: readonly PlannedFile[] = [],
): Fitted {
  const raw = typeof content === 'string' ? utf8ToBytes(content) : content;
  return { form, extension, content, raw, packed };
}

/**
 * The fewest files whose packing saves so many bytes: the library of the install, which says nothing of this machine;
 * then those that save most, so that all the others stay readable. All that save anything where even that is not enough.
 */
function filesToPack(plan: NodePlan, { bytesOf }: Envelope, excess: number): PlannedFile[] {
  const savedBy = (file: PlannedFile): number => bytesOf(file) - bytesOf(file, true);
  const isLibrary = ({ path }: PlannedFile): boolean => path === plan.firstBootLibrary;
  // Mostly it is enough, and packing is most of the work of a document.
  const packed = plan.files.filter((file) => isLibrary(file) && savedBy(file) > 0);
  let saved = packed.reduce((sum, file) => sum + savedBy(file), 0);
  if (saved >= excess) return packed;
  const others = plan.files
    .filter((file) => !isLibrary(file))
    .map((file) => ({ file, saves: savedBy(file) }))
    .filter(({ saves }) => saves > 0)
    .sort((a, b) => b.saves - a.saves || (a.file.path < b.file.path ? -1 : 1));
  for (const { file, saves } of others) {
    if (saved >= excess) break;
    packed.push(file);
    saved += saves;
  }
  return packed;
}

/** How many bytes each file takes in a document with these files packed, largest first. */
export function bytesByFile(
  plan: NodePlan,
  { bytesOf }: Envelope,
  packed: readonly PlannedFile[],
): { path: string; bytes: number }[] {
  return plan.files
    .map((file) => ({ path: file.path, bytes: bytesOf(file, packed.includes(file)) }))
    .sort((a, b) => b.bytes - a.bytes || (a.path < b.path ? -1 : 1));
}
