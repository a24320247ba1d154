import type { FlagValues } from '../../src/eras/flag-values.js';
import { flagForms } from '../../src/resolve/rules/config/flag-forms.js';
import { description, type EditorNode } from './node.js';

/** Flags that a program declares itself: what each takes, and the field that says the same. */
export function flagsNode(program: string, flags: FlagValues, meanings: Readonly<Record<string, string>>): EditorNode {
  const nodes = [...flags].flatMap(([flag, eras]): [string, EditorNode][] => {
    const [first, last] = [eras[0], eras.at(-1)];
    if (first === undefined || last === undefined) return [];
    const gone =
      last.until === undefined ? undefined : `${program} has had no --${flag} since Kubernetes 1.${last.until}.`;
    const facts = [
      `takes: ${flagForms[last.holds]?.wanted ?? last.holds}`,
      last.field && `field: ${last.field}`,
      `since: Kubernetes 1.${first.since}${first.since === 10 ? ' or older' : ''}`,
      last.until && `until: Kubernetes 1.${last.until - 1}`,
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
