import { holdsIn } from '../../../eras/lookup.js';
import { snapshotters } from '../../../eras/runtime-values.js';
import { imageReason } from '../../../spec/image-reference.js';
import { isMapping } from '../../../spec/mapping.js';
import { suggestionFor } from '../../../spec/suggestion.js';
import { proxiesOf } from './containerd-proxies.js';
import { ownSnapshotters } from './containerd-runtimes.js';
import { type ContainerdView, mappingAt, type Relation, textAt } from './containerd-view.js';
import { goUrlFlaw } from './go-url.js';
import type { Refusal } from './refusal.js';

/** Folders that containerd looks into by itself, and from which release on. Source: plugins/cri/images/plugin.go. */
const ownFolders = { since: '2.2.0', mended: '2.2.2' };

const registry: Relation = (view) => {
  const { steps, since, before } = view;
  const at = (key: string): string[] => steps('images', `registry.${key}`);
  const mirrors = Object.keys(mappingAt(view, at('mirrors'))).length > 0;
  // Folders of spec.runtime.registries are ours to name.
  const ours = view.spec.runtime.registries.length > 0 ? 'spec.runtime.registries' : '';
  const folder = textAt(view, at('config_path')) || ours;
  const unsaid = view.value(at('config_path')) === undefined;
  const advice = 'Write a hosts.toml for each registry below config_path: docs/hosts.md of containerd.';
  const found: Refusal[] = [];
  if (mirrors && folder !== '' && since('1.5.0')) {
    const why = 'is set beside config_path, and only one of the two may be set';
    found.push({ steps: at('mirrors'), why, needless: true, advice, at: 'key' });
  } else if (mirrors && unsaid && since(ownFolders.since) && before(ownFolders.mended)) {
    const why = `is set beside the config_path that ${view.version} has by default`;
    const mend = `containerd ${ownFolders.mended} takes it, or say config_path: "" beside it.`;
    found.push({ steps: at('mirrors'), why, advice: mend, at: 'key' });
  }
  for (const [host, config] of Object.entries(mappingAt(view, at('configs')))) {
    if (folder === '' || !since('1.5.0') || !isMapping(config) || !isMapping(config.tls)) continue;
    const why = 'is set beside config_path, and only one of the two may be set';
    found.push({ steps: [...at('configs'), host, 'tls'], why, needless: true, advice, at: 'key' });
  }
  for (const address of since('1.4.0') ? Object.keys(mappingAt(view, at('auths'))) : []) {
    const flaw = goUrlFlaw(address);
    const mend = 'Write it with its scheme, such as https://registry.example.com:5000.';
    if (flaw) found.push({ steps: [...at('auths'), address], why: `is no address: ${flaw}`, advice: mend, at: 'key' });
  }
  return found;
};

/** Snapshotters that this containerd has, but for those that the spec switches off. */
function known(view: ContainerdView): string[] {
  const off = view.value(['disabled_plugins']);
  const prefix = view.format === 1 ? '' : 'io.containerd.snapshotter.v1.';
  const disabled = (Array.isArray(off) ? off : []).map(String);
  const own = snapshotters.filter((each) => holdsIn(each, view.version)).map(({ name }) => name);
  return [...own, ...proxiesOf(view, 'snapshot')].filter((name) => !disabled.includes(prefix + name));
}

const snapshotterExists: Relation = (view) => {
  const all = known(view);
  const main = view.before('2.0.0')
    ? view.steps('runtime', 'containerd.snapshotter')
    : view.steps('images', 'snapshotter');
  const said = view.value(main);
  const name = String(said ?? view.spec.runtime.snapshotter ?? 'overlayfs');
  const refusal = (steps: string[], named: string): Refusal => ({
    steps,
    why: `names "${named}", a snapshotter that does not exist (known: ${all.join(', ')})`,
    suggestion: suggestionFor(named, all),
    advice: 'A snapshotter of your own is named in proxy_plugins.',
  });
  const ofMain =
    all.includes(name) || (said === undefined && view.spec.runtime.snapshotter) ? [] : [refusal(main, name)];
  const effect = 'no pod of that runtime would start';
  const ofRuntimes = view.since('1.7.0') ? ownSnapshotters(view).filter(([, each]) => !all.includes(each)) : [];
  return [...ofMain, ...ofRuntimes.map(([steps, each]) => ({ ...refusal(steps, each), effect }))];
};

const sandboxImage: Relation = (view) => {
  const steps = view.before('2.0.0')
    ? view.steps('images', 'sandbox_image')
    : view.steps('images', 'pinned_images.sandbox');
  const image = textAt(view, steps);
  const flaw = image === '' ? undefined : imageReason(image);
  return flaw === undefined ? [] : [{ steps, why: `is no image reference: ${flaw}`, effect: 'no pod would start' }];
};

const platforms: Relation = (view) =>
  Object.entries(mappingAt(view, view.steps('images', 'runtime_platforms'))).flatMap(([name, table]): Refusal[] => {
    const platform = isMapping(table) ? String(table.platform ?? '') : '';
    // Source: containerd/platforms platforms.go, Parse: of one to three words, each of these letters.
    const words = platform.split('/');
    const isOne = words.every((word) => /^[A-Za-z0-9_.-]+$/.test(word)) && words.length <= 3;
    if (
      platform === '' ||
      (isOne && (words.length > 1 || /^(linux|windows|amd64|arm64|arm|386|x86_64|aarch64)$/.test(platform)))
    ) {
      return [];
    }
    const steps = [...view.steps('images', 'runtime_platforms'), name, 'platform'];
    return [{ steps, why: `is "${platform}"; it must be a platform such as linux/amd64` }];
  });

export const imageRelations: readonly Relation[] = [registry, snapshotterExists, sandboxImage, platforms];
