import { printable } from './code-frame.js';
import type { Hint } from './codes/entry.js';
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

/** The sentences of the hint that can be said: all their arguments are given. */
export function hintsOf({ code, args }: Diagnostic): Exclude<Hint, string>[] {
  const all = (codes[code].hint ?? []).map((hint) => (typeof hint === 'string' ? { text: hint } : hint));
  return all.filter(({ text, when }) => {
    const slots = [...text.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
    return [...slots, ...(when === undefined ? [] : [when])].every((name) => Object.hasOwn(args, name));
  });
}

/** What can be done about it, in one text; empty where there is no hint. */
export function hintOf(diagnostic: Diagnostic): string {
  return hintsOf(diagnostic)
    .map(({ text }) => filled(text, diagnostic.args))
    .join(' ');
}
