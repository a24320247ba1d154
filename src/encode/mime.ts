import { utf8ToBytes } from '@noble/hashes/utils.js';
import type { NodePlan, PlannedFile, PlannedPart } from '../plan/node-plan.js';
import { base64Lines } from './base64.js';
import { encodeCloudConfig } from './cloud-config.js';
import { mimeText, packedLines } from './pack.js';

/**
 * Lists of a later part come behind those of the earlier ones, where cloud-init alone would replace them: the files and
 * commands of all parts are kept, ours first. Tried with cloud-init 20.4 to 26.2.
 */
const keepsLists = 'Merge-Type: list(append)+dict(recurse_array)+str()\n';

/** The boundary is the shortest of its kind that no line begins with: the same for the same parts. */
function boundaryFor(parts: readonly string[]): string {
  let boundary = 'bootwright';
  while (parts.some((part) => part.split('\n').some((line) => line.startsWith(`--${boundary}`)))) boundary += '-';
  return boundary;
}

/** Text with escapes for what is not ASCII (RFC 2045), and with its lines as they are. */
function quotedPrintable(text: string): string {
  const escapeOf = (byte: number): string => `=${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  const escaped = (char: string): string => Array.from(utf8ToBytes(char), escapeOf).join('');
  return text.replace(/[^\t\n -<>-~]|[\t ]$/gmu, escaped);
}

function partText({ type, content, encoding }: Pick<PlannedPart, 'type' | 'content' | 'encoding'>): string {
  const header = `Content-Type: ${type}; charset="utf-8"\n${type === 'text/cloud-config' ? keepsLists : ''}`;
  if (encoding === 'none') return `${header}\n${content}`;
  const body = encoding === 'base64' ? base64Lines(utf8ToBytes(content)) : quotedPrintable(content);
  return `${header}Content-Transfer-Encoding: ${encoding}\n\n${body}`;
}

const opening = 'MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=';

function multipart(parts: readonly string[]): string {
  const boundary = boundaryFor(parts);
  return `${opening}"${boundary}"\n\n${parts.map((part) => `--${boundary}\n${part}\n`).join('')}--${boundary}--\n`;
}

/** A plan as a MIME document: our cloud-config, and the spec's own parts behind it. */
export function encodeMime(plan: NodePlan, packed?: ReadonlySet<PlannedFile>): string {
  const ours = {
    type: 'text/cloud-config',
    content: encodeCloudConfig(plan, packed),
    encoding: 'none',
  } as const;
  return multipart([ours, ...plan.parts].map(partText));
}

/**
 * A whole document compressed, and text all the same. Of several parts only ours is compressed: cloud-init finds no
 * parts within a part that it has unpacked, and forgets how that one wants to be merged.
 */
export function packedText(text: string, plan: NodePlan): string {
  if (!text.startsWith(opening)) return mimeText(text);
  const ours = `Content-Type: application/gzip\nContent-Transfer-Encoding: base64\n\n${packedLines(encodeCloudConfig(plan))}`;
  return multipart([ours, ...plan.parts.map(partText)]);
}
