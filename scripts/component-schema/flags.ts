import type { FlagValues } from '../../src/eras/flag-values.js';
import { flagForms } from '../../src/resolve/rules/config/flag-forms.js';
import { description, type EditorNode } from './node.js';
import { minorBefore, oldest } from './releases.js';

/** Flags that a program declares itself: what each takes, and the field that says the same. */
export function flagsNode(program: string, flags: FlagValues, meanings: Readonly<Record<string, string>>): EditorNode {
  const nodes = [...flags].flatMap(([flag, eras]): [string, EditorNode][] => {
    const [first, last] = [eras[0], eras.at(-1)];
    if (first === undefined || last === undefined) return [];
    const gone =
      last.until === undefined ? undefined : `${program} has had no --${flag} since Kubernetes ${last.until}.`;
    const facts = [
      `takes: ${flagForms[last.holds]?.wanted ?? last.holds}`,
      last.field && `field: ${last.field}`,
      `since: Kubernetes ${first.since}${first.since === oldest ? ' or older' : ''}`,
      last.until && `until: Kubernetes ${minorBefore(last.until)}`,
    ];
    return [
      [
        flag,
        {
          description: description(
            meanings[last.field ?? ''],
            facts.map((fact) => fact || undefined),
          ),
          ...(gone === undefined ? {} : { deprecationMessage: gone, doNotSuggest: true }),
        },
      ],
    ];
  });
  return { properties: Object.fromEntries(nodes) };
}
