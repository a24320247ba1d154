import { holdsIn } from '../../../eras/lookup.js';
import { proxyKinds } from '../../../eras/runtime-values.js';
import { isMapping } from '../../../spec/mapping.js';
import { suggestionFor } from '../../../spec/suggestion.js';
import { type ContainerdView, mappingAt, type Relation } from './containerd-view.js';

/** Names of the proxies that stand for a kind of plugin. */
export function proxiesOf(view: ContainerdView, kind: string): string[] {
  const names = proxyKinds.find((each) => each.names.includes(kind))?.names ?? [];
  return Object.entries(mappingAt(view, ['proxy_plugins'])).flatMap(([name, proxy]) =>
    isMapping(proxy) && names.includes(String(proxy.type)) ? [name] : [],
  );
}

/** A proxy of no known kind ends the daemon. */
export const proxyRelation: Relation = (view) => {
  const words = proxyKinds.filter((kind) => holdsIn(kind, view.version)).flatMap(({ names }) => names.slice(0, 1));
  const known = proxyKinds.filter((kind) => holdsIn(kind, view.version)).flatMap(({ names }) => names);
  return Object.entries(mappingAt(view, ['proxy_plugins'])).flatMap(([name, proxy]) => {
    const kind = isMapping(proxy) ? String(proxy.type ?? '') : '';
    if (!isMapping(proxy) || known.includes(kind)) return [];
    const why = kind === '' ? 'has no type' : `is "${kind}"`;
    return [
      {
        steps: ['proxy_plugins', name, 'type'],
        why: `${why}; it must be one of ${words.join(', ')}`,
        effect: `containerd ${view.version} would not start`,
        suggestion: suggestionFor(kind, words),
      },
    ];
  });
};
