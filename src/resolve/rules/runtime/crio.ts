import { holdsIn } from '../../../eras/lookup.js';
import { crioHoldings } from '../../../eras/runtime-keys.js';
import { crioValues } from '../../../eras/runtime-values.js';
import type { Diagnostic } from '../../../spec/diagnostic.js';
import { isMapping, type Mapping, valueBelow } from '../../../spec/mapping.js';
import { hasErrors } from '../../../spec/severity.js';
import type { FullSpec } from '../../full-spec.js';
import { valueProblems } from '../config/values.js';
import { configOrigin } from '../known-keys.js';
import { crioRelations } from './crio-relations.js';
import { typeProblems } from './key-types.js';
import { refused } from './refusal.js';

const kind = "CRI-O's configuration";

/** The tables below `[crio]`, and what stands beside them. */
function crioTypes(config: Mapping, version: string): Diagnostic[] {
  const tables = crioHoldings();
  return [...tables].flatMap(([table, keys]) => {
    const path = table.split('.');
    const found = valueBelow(config, path);
    if (found === undefined || found === null) return [];
    const wrong = valueProblems(found, 'object', [...configOrigin, ...path], { field: table, kind });
    if (wrong.length > 0 || !isMapping(found)) return wrong;
    const values = crioValues.filter((row) => row.table === table);
    return typeProblems(found, { keys, values, version, kind }, path);
  });
}

/** What CRI-O refuses of a configuration whose keys it has. */
export function crioValueRules(spec: FullSpec, config: Mapping, version: string): Diagnostic[] {
  const ofTypes = crioTypes(config, version);
  if (hasErrors(ofTypes)) return ofTypes;
  const view = {
    spec,
    version,
    value: (field: string) => valueBelow(config, ['crio', ...field.split('.')]) ?? undefined,
    since: (release: string) => holdsIn({ since: release }, version),
  };
  const refusals = crioRelations.flatMap((relation) => relation(view));
  return [...ofTypes, ...refusals.map((refusal) => refused(refusal, config, `CRI-O ${version} would not start`))];
}
