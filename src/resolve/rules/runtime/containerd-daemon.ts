import { type Relation, textAt } from './containerd-view.js';
import type { Refusal } from './refusal.js';

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

/** Names of plugins: format 1 has short ones, and containerd 2 looks for a dot only. */
const pluginNames: Relation = (view) => {
  const { format, version, value } = view;
  if (format === 1) return [];
  const effect = `containerd ${version} would not start`;
  const isName = (name: string): boolean => {
    if (format > 2) return name.includes('.');
    return name.split('.').length >= 4 && (view.before('1.7.0') || name.startsWith('io.containerd.'));
  };
  const wrong = (steps: Refusal['steps'], name: string, at: Refusal['at'] = 'value'): Refusal[] =>
    isName(name)
      ? []
      : [{ steps, why: `is "${name}", and must be a name such as io.containerd.grpc.v1.cri`, effect, at }];
  const listed = (key: string): Refusal[] => {
    const names = value([key]);
    return Array.isArray(names) ? names.flatMap((name, index) => wrong([key, index], String(name))) : [];
  };
  const plugins = value(['plugins']);
  const ofTables =
    format === 2 && typeof plugins === 'object' && plugins !== null
      ? Object.keys(plugins).flatMap((name) => wrong(['plugins', name], name, 'key'))
      : [];
  return [...listed('disabled_plugins'), ...listed('required_plugins'), ...ofTables];
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
      why: `is "${port}", and must be a port, 0 for any`,
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

const cniFolders: Relation = (view) => {
  const [one, many] = [view.steps('runtime', 'cni.bin_dir'), view.steps('runtime', 'cni.bin_dirs')];
  const list = view.value(many);
  const moved = (view.spec.paths?.cniBinaries ?? '/opt/cni/bin') !== '/opt/cni/bin';
  const isSet = Array.isArray(list) ? list.length > 0 && list.join() !== '/opt/cni/bin' : moved;
  if (view.before('2.1.0') || textAt(view, one) === '' || !isSet) return [];
  return [
    { steps: one, why: 'stands beside bin_dirs, and only one of the two may be said', needless: true, at: 'key' },
  ];
};

/** From format 4 on the socket's address is a plugin's, and has to be one. */
const socket: Relation = (view) => {
  const steps = ['plugins', 'io.containerd.server.v1.grpc', 'address'];
  if (view.format < 4 || view.value(steps) !== '') return [];
  return [{ steps, why: 'is empty', effect: `nothing would reach containerd ${view.version}`, needless: true }];
};

export const daemonRelations: readonly Relation[] = [switchedOff, pluginNames, folders, streams, cniFolders, socket];
