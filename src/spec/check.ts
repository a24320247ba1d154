import { type SchemaError, schemaErrors } from '../generated/validate-cluster.js';
import { diagnose } from './diagnose.js';
import type { Diagnostic, SpecPath } from './diagnostic.js';
import { type Mistake, mistakeAt } from './mistake.js';
import { pathText } from './path-text.js';
import { schemaAt } from './schema-node.js';

/** How the value at a path is spelled in the text, where that is known: `1.30` for the number 1.3. */
export type SourceOf = (path: SpecPath) => string | undefined;

function valueAt(root: unknown, path: SpecPath): unknown {
  return path.reduce((node: unknown, step) => (node as Record<string | number, unknown> | undefined)?.[step], root);
}

/** The path of a JSON pointer; only the value tells indices and keys that are digits apart. */
function pathOf(pointer: string, root: unknown): SpecPath {
  const path: (string | number)[] = [];
  let node = root;
  for (const part of pointer.split('/').slice(1)) {
    const key = part.replaceAll('~1', '/').replaceAll('~0', '~');
    const step = Array.isArray(node) ? Number(key) : key;
    path.push(step);
    node = (node as Record<string | number, unknown>)[step];
  }
  return path;
}

/** Of several errors about one place the one that explains the others: a wrong type is also no word of an enum. */
const rank = ['type', 'additionalProperties', 'required', 'uniqueItems', 'enum', 'pattern', 'format'];

function rankOf({ keyword }: SchemaError): number {
  const place = rank.indexOf(keyword);
  return place < 0 ? rank.length : place;
}

/** One error for each mistake: the most telling one of each place. `propertyNames` only repeats what its inner error says. */
function withoutEchoes(errors: readonly SchemaError[]): SchemaError[] {
  const chosen = new Map<string, SchemaError>();
  for (const error of errors) {
    if (error.keyword === 'propertyNames') continue;
    const { missingProperty = '', additionalProperty = '' } = error.params;
    const place = JSON.stringify([error.instancePath, error.propertyName, missingProperty, additionalProperty]);
    const other = chosen.get(place);
    if (other === undefined || rankOf(error) < rankOf(other)) chosen.set(place, error);
  }
  return [...chosen.values()];
}

/** A missing key that an unknown one beside it was meant for is not missing. */
function withoutMeant(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const meant = new Set(
    diagnostics
      .filter(({ code, args }) => code === 'key-unknown' && args.suggestion !== undefined)
      .map(({ path, args }) => pathText([...path.slice(0, -1), String(args.suggestion)])),
  );
  return diagnostics.filter(
    ({ code, path, args }) => code !== 'key-missing' || !meant.has(pathText([...path, String(args.key)])),
  );
}

/** Another program's file: one diagnostic says it all. */
function foreign(value: unknown): Diagnostic | undefined {
  const { apiVersion, kind } = (value ?? {}) as { apiVersion?: unknown; kind?: unknown };
  const wanted = { apiVersion: 'bootwright/v1alpha1', kind: 'Cluster' };
  if (typeof apiVersion === 'string' && apiVersion !== wanted.apiVersion) {
    return diagnose('api-version-unknown', ['apiVersion'], { key: 'apiVersion', value: apiVersion, ...wanted });
  }
  if (typeof kind === 'string' && kind !== wanted.kind) {
    return diagnose('api-version-unknown', ['kind'], { key: 'kind', value: kind, ...wanted });
  }
  return undefined;
}

/**
 * Checks a value against the schema: none, or one diagnostic for each mistake. A value without any is a ClusterSpec.
 * `sourceOf` lets messages quote what stands in the text where YAML reads something else.
 */
export function checkSpec(value: unknown, sourceOf: SourceOf = () => undefined): Diagnostic[] {
  const errors = schemaErrors(value);
  if (errors.length === 0) return [];
  const other = foreign(value);
  if (other !== undefined) return [other];
  const found = withoutEchoes(errors).map((error) => {
    const path = pathOf(error.instancePath, value);
    const mistake: Mistake = {
      error,
      path,
      value: valueAt(value, path),
      source: sourceOf(path),
      schema: schemaAt(path) ?? {},
    };
    return mistakeAt(mistake);
  });
  return withoutMeant(found);
}
