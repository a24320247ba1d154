import type { HintEdit } from './codes/entry.js';
import type { Diagnostic, DiagnosticArgs, SpecPath } from './diagnostic.js';
import { hintsOf } from './message.js';

/** One change of a spec: a value set, a key renamed, or a value taken away. */
export type Edit =
  | { readonly action: 'set'; readonly path: SpecPath; readonly value: unknown }
  | { readonly action: 'rename'; readonly path: SpecPath; readonly key: string }
  | { readonly action: 'remove'; readonly path: SpecPath };

function filled(template: string | number | boolean, args: DiagnosticArgs): string | number | boolean {
  const [, alone = ''] = /^\{(\w+)\}$/.exec(String(template)) ?? [];
  if (Object.hasOwn(args, alone)) return args[alone] as string | number;
  if (typeof template !== 'string') return template;
  return template.replace(/\{(\w+)\}/g, (slot, name: string) => String(args[name] ?? slot));
}

function placeOf(at: string | undefined, path: SpecPath): SpecPath {
  if (at === undefined) return path;
  return at.startsWith('.') ? [...path.slice(0, -1), at.slice(1)] : at.split('.');
}

function written(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function editOf(edit: HintEdit, { path, args }: Diagnostic): Edit {
  if ('unquote' in edit) return { action: 'set', path, value: JSON.parse(String(args.value)) };
  if ('write' in edit) return { action: 'set', path, value: written(String(filled(edit.write, args))) };
  if ('rename' in edit) return { action: 'rename', path, key: String(filled(edit.rename, args)) };
  const place = placeOf(edit.at === undefined ? undefined : String(filled(edit.at, args)), path);
  if ('remove' in edit) return { action: 'remove', path: place };
  return { action: 'set', path: place, value: filled(edit.set, args) };
}

/** What following each sentence of a diagnostic's hint does to the spec, for those that name a value or a field. */
export function editsOf(diagnostic: Diagnostic): Edit[] {
  return hintsOf(diagnostic).flatMap(({ edit }) => (edit === undefined ? [] : [editOf(edit, diagnostic)]));
}
