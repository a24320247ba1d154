import { printable } from './code-frame.js';
import { codes } from './codes.js';
import type { Diagnostic, DiagnosticArgs } from './diagnostic.js';

const longest = 200;

function shown(value: string | number | undefined): string {
  const text = printable(String(value));
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}

function filled(template: string, args: DiagnosticArgs): string {
  return template.replace(/\{(\w+)\}/g, (slot, name: string) => (Object.hasOwn(args, name) ? shown(args[name]) : slot));
}

/** What a diagnostic says, on one line. */
export function messageOf({ code, args }: Diagnostic): string {
  return filled(codes[code].message, args);
}

/** What can be done about it: the sentences whose arguments are all given; empty where there are none. */
export function hintOf({ code, args }: Diagnostic): string {
  const sentences = (codes[code].hint ?? []).filter((sentence) =>
    [...sentence.matchAll(/\{(\w+)\}/g)].every(([, name = '']) => Object.hasOwn(args, name)),
  );
  return sentences.map((sentence) => filled(sentence, args)).join(' ');
}
