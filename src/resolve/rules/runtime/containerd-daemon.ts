import { isMapping, type Mapping } from '../../../spec/mapping.js';
import { containerdSocket } from '../../runtime/runtime-socket.js';
import { type ContainerdView, mappingAt, type Relation, textAt } from './containerd-view.js';
import { type Refusal, socketFlaw } from './refusal.js';

/** The plugins without which no kubelet is answered, by how formats name them. */
const needed = (format: number): readonly string[] => {
  if (format === 1) return ['cri'];
  const one = 'io.containerd.grpc.v1.cri';
  return format === 2 ? [one] : [one, 'io.containerd.cri.v1.images', 'io.containerd.cri.v1.runtime'];
};

const switchedOff: Relation = (view) => {
  const off = view.value(['disabled_plugins']);
  const names = Array.isArray(off) ? off.map(String) : [];
  return names.flatMap((name, index): Refusal[] => {
    if (!needed(view.format).includes(name)) return [];
    const why = `switches off ${name}, by which the kubelet reaches containerd`;
    return [{ steps: ['disabled_plugins', index], why, effect: 'the kubelet would not start', needless: true }];
  });
};

/** What names of plugins look like: format 1 has short ones, and containerd 2 looks for a dot only. */
function isPluginName(name: string, view: ContainerdView): boolean {
  if (view.format === 1) return !name.includes('.');
  if (view.format > 2) return name.includes('.');
  return name.split('.').length >= 4 && (view.before('1.7.0') || name.startsWith('io.containerd.'));
}

const pluginNames: Relation = (view) => {
  const { format, version, value } = view;
  const effect = `containerd ${version} would not start`;
  const example = format === 1 ? 'cri' : 'io.containerd.grpc.v1.cri';
  const wrong = (steps: Refusal['steps'], name: string, at: Refusal['at'] = 'value'): Refusal[] => {
    const why = `is "${name}"; it must be a name such as ${example}`;
    return isPluginName(name, view) ? [] : [{ steps, why, effect, at }];
  };
  const listed = (key: string): Refusal[] => {
    const names = value([key]);
    return Array.isArray(names) ? names.flatMap((name, index) => wrong([key, index], String(name))) : [];
  };
  // A long name in format 1 switches nothing off, and is not missed.
  const disabled = format === 1 ? [] : listed('disabled_plugins');
  const tables = format === 2 ? Object.keys(mappingAt(view, ['plugins'])) : [];
  return [
    ...disabled,
    ...listed('required_plugins'),
    ...tables.flatMap((name) => wrong(['plugins', name], name, 'key')),
  ];
};

/** What containerd 1's reader of TOML does not take. Source: pelletier/go-toml v1.9.5 keysparsing.go, marshal.go. */
const oldToml: Relation = (view) => {
  if (view.since('2.0.0')) return [];
  const effect = `containerd ${view.version} would not start`;
  const unread = (tree: Mapping, above: readonly string[]): Refusal[] =>
    Object.entries(tree).flatMap(([key, value]) => {
      if (!isMapping(value)) return [];
      const steps = [...above, key];
      const why = 'has a ], which this containerd does not read in the name of a table';
      return key.includes(']') ? [{ steps, why, effect, at: 'key' }] : unread(value, steps);
    });
  const unpack = ['plugins', view.format === 1 ? 'local' : 'io.containerd.transfer.v1.local', 'unpack_config'];
  const list = view.value(unpack);
  const isEmpty = Array.isArray(list) && list.length === 0;
  const empty: Refusal = {
    steps: unpack,
    why: 'is empty, which this containerd does not read',
    effect,
    needless: true,
  };
  return [...unread(view.config, []), ...(isEmpty ? [empty] : [])];
};

const folders: Relation = (view) => {
  const effect = `containerd ${view.version} would not start`;
  const [root = '', state = ''] = ['root', 'state'].map((key, index) => {
    const said = textAt(view, [key]);
    return said === '' ? ['/var/lib/containerd', '/run/containerd'][index] : said;
  });
  return root === state ? [{ steps: ['state'], why: 'is the same folder as root', effect }] : [];
};

/** Where the streams of exec, attach and port-forward are served. */
const streams: Relation = (view) => {
  const at = (key: string): string[] => view.steps('streaming', key);
  const port = textAt(view, at('stream_server_port'));
  const pair = ['tls_cert_file', 'tls_key_file'].map((key) => at(`x509_key_pair_streaming.${key}`));
  const [hasCertificate, hasKey] = pair.map((steps) => textAt(view, steps) !== '');
  const isOn = view.value(at('enable_tls_streaming')) === true;
  const found: Refusal[] = [];
  if (port !== '' && !(/^\d+$/.test(port) && Number(port) <= 65_535)) {
    found.push({
      steps: at('stream_server_port'),
      why: `is "${port}"; it must be a port, 0 for any`,
      suggestion: '0',
    });
  }
  if ((hasCertificate || hasKey) && !isOn) {
    const why = 'has a certificate and enable_tls_streaming is not true';
    found.push({ steps: at('x509_key_pair_streaming'), why, needless: true, at: 'key' });
  } else if (hasCertificate !== hasKey) {
    found.push({ steps: at('x509_key_pair_streaming'), why: 'needs both tls_cert_file and tls_key_file', at: 'key' });
  }
  return found;
};

/** Where containerd itself looks for CNI plugins. */
const standardFolder = '/opt/cni/bin';

const cniFolders: Relation = (view) => {
  const [one, many] = [view.steps('runtime', 'cni.bin_dir'), view.steps('runtime', 'cni.bin_dirs')];
  const list = view.value(many);
  const moved = view.spec.paths.cniBinaries !== standardFolder;
  const isSet = Array.isArray(list) ? list.length > 0 && list.join() !== standardFolder : moved;
  if (view.before('2.1.0') || textAt(view, one) === '' || !isSet) return [];
  return [{ steps: one, why: 'is set beside bin_dirs, and only one of the two may be set', needless: true, at: 'key' }];
};

/** The socket, where the kubelet and crictl are told to look for it too. */
const socket: Relation = (view) => {
  const { steps } = containerdSocket(view.format);
  const flaw = socketFlaw(view.value(steps), view.format >= 4);
  return flaw === undefined ? [] : [{ steps, why: flaw, effect: `nothing would reach containerd ${view.version}` }];
};

export const daemonRelations: readonly Relation[] = [
  switchedOff,
  pluginNames,
  folders,
  streams,
  cniFolders,
  socket,
  oldToml,
];
