import { cipherSuites } from '../../../eras/config-words.js';
import { secondsOf } from '../../../spec/go-values.js';
import { imageReason } from '../../../spec/image-reference.js';
import { isMapping, type Mapping } from '../../../spec/mapping.js';
import { suggestionFor } from '../../../spec/suggestion.js';
import { isCpuSet } from '../config/forms.js';
import { listRelations } from './crio-lists.js';
import { type CrioRelation, type CrioView, listed, stepsOf } from './crio-view.js';
import { podMetrics } from './crio-words.js';
import { type Refusal, socketFlaw } from './refusal.js';

const runtimesOf = ({ value }: CrioView): [name: string, table: Mapping][] => {
  const tables = value('runtime.runtimes');
  return Object.entries(isMapping(tables) ? tables : {}).filter((pair): pair is [string, Mapping] =>
    isMapping(pair[1]),
  );
};

const defaultExists: CrioRelation = (view) => {
  const name = view.value('runtime.default_runtime');
  if (typeof name !== 'string' || name === '') return [];
  const handlers = view.spec.runtime.handlers.map((handler) => handler.name);
  const known = [...new Set(['crun', ...handlers, ...runtimesOf(view).map(([each]) => each)])];
  if (known.includes(name)) return [];
  const why = `names "${name}", a runtime that does not exist (known: ${known.join(', ')})`;
  return [{ steps: stepsOf('runtime.default_runtime'), why, suggestion: suggestionFor(name, known) ?? 'crun' }];
};

const runtimes: CrioRelation = (view) =>
  runtimesOf(view).flatMap(([name, table]): Refusal[] => {
    const at = (key: string): string[] => [...stepsOf('runtime.runtimes'), name, key];
    const type = String(table.runtime_type ?? '');
    const effect = `CRI-O ${view.version} would leave the runtime ${name} out`;
    const found: Refusal[] = [];
    const isPod = type === 'pod' && !view.since('1.24.0');
    if (isPod) found.push({ steps: at('runtime_type'), why: 'is "pod", which came with CRI-O 1.24', effect });
    if (table.runtime_config_path && type !== 'vm')
      found.push({ steps: at('runtime_config_path'), why: 'applies only to the runtime type vm', effect, at: 'key' });
    if (table.no_sync_log === true && type !== '' && type !== 'oci')
      found.push({ steps: at('no_sync_log'), why: 'applies only to the runtime type oci', effect, at: 'key' });
    if (table.stream_websockets === true && type !== 'pod')
      found.push({ steps: at('stream_websockets'), why: 'applies only to the runtime type pod', effect, at: 'key' });
    return found;
  });

const logSize: CrioRelation = ({ value }) => {
  const size = value('runtime.log_size_max');
  const isWrong = typeof size === 'number' && size >= 0 && size < 8192;
  return isWrong
    ? [{ steps: stepsOf('runtime.log_size_max'), why: 'must be below 0 for no limit, or 8192 or more' }]
    : [];
};

/** Paths that are read as they stand. */
const folders: CrioRelation = ({ value, since }) => {
  const whole = ['log_dir', ...(since('1.27.1') ? ['image.signature_policy_dir'] : []), 'image.namespaced_auth_dir'];
  const single = whole.flatMap((field): Refusal[] => {
    const path = value(field);
    if (typeof path !== 'string' || path.startsWith('/')) return [];
    return [{ steps: stepsOf(field), why: `is "${path}"; it must be an absolute path` }];
  });
  const stores = value('runtime.additional_artifact_stores');
  const ofStores = (Array.isArray(stores) ? stores : []).flatMap((path, index): Refusal[] => {
    if (String(path).startsWith('/')) return [];
    const steps = [...stepsOf('runtime.additional_artifact_stores'), index];
    return [{ steps, why: `is "${path}"; it must be an absolute path` }];
  });
  return [...single, ...ofStores];
};

const streams: CrioRelation = ({ value, since }) => {
  if (value('api.stream_enable_tls') !== true || !since('1.33.0')) return [];
  const missing = ['api.stream_tls_cert', 'api.stream_tls_key'].filter((field) => !value(field));
  if (missing.length === 0) return [];
  const why = 'needs stream_tls_cert and stream_tls_key';
  return [{ steps: stepsOf('api.stream_enable_tls'), why, needless: true, at: 'key' }];
};

const processors: CrioRelation = ({ value }) => {
  const set = value('runtime.infra_ctr_cpuset');
  if (typeof set !== 'string' || set === '' || isCpuSet(set)) return [];
  return [{ steps: stepsOf('runtime.infra_ctr_cpuset'), why: `is "${set}"; it must be processors such as 0-1,4` }];
};

/** How a time zone is spelled; undefined for none. */
function zoneOf(name: string): string | undefined {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone;
  } catch {
    return undefined;
  }
}

const timezone: CrioRelation = ({ value }) => {
  const zone = value('runtime.timezone');
  if (typeof zone !== 'string' || zone === '' || zone.toLowerCase() === 'local') return [];
  const known = zoneOf(zone);
  // Go looks for a file of that name, in just this spelling; a zone's other names are known by it too.
  if (known !== undefined && (known === zone || known.toLowerCase() !== zone.toLowerCase())) return [];
  const why = `is "${zone}", which is not a time zone`;
  return [{ steps: stepsOf('runtime.timezone'), why, suggestion: known }];
};

const metrics: CrioRelation = (view) => {
  const names = listed(view, 'stats.included_pod_metrics');
  if (!view.since('1.35.0') || (names.length === 1 && names[0]?.[0] === 'all')) return [];
  return names.flatMap(([name, index]) => {
    if (podMetrics.includes(name)) return [];
    const why =
      name === 'all'
        ? 'is "all", which must be the only entry'
        : `is "${name}"; it must be one of ${podMetrics.join(', ')}`;
    const suggestion = suggestionFor(name, podMetrics);
    return [{ steps: [...stepsOf('stats.included_pod_metrics'), index], why, suggestion }];
  });
};

/** Suites are only looked at where TLS 1.3 does not choose them by itself. */
const suites: CrioRelation = (view) => {
  if (view.value('api.tls_min_version') === 'VersionTLS13') return [];
  return listed(view, 'api.tls_cipher_suites').flatMap(([name, index]) => {
    if (cipherSuites.includes(name)) return [];
    const why = `is "${name}", and Go has no such cipher suite`;
    const suggestion = suggestionFor(name, cipherSuites);
    return [{ steps: [...stepsOf('api.tls_cipher_suites'), index], why, suggestion }];
  });
};

const gracePeriod: CrioRelation = ({ value }) => {
  const period = value('network.cni_status_grace_period');
  const isNegative = typeof period === 'number' ? period < 0 : (secondsOf(String(period ?? '0')) ?? 0) < 0;
  return isNegative ? [{ steps: stepsOf('network.cni_status_grace_period'), why: 'must not be negative' }] : [];
};

const monitorCgroup: CrioRelation = ({ spec, value }) => {
  const cgroup = value('runtime.conmon_cgroup');
  const isSystemd = spec.runtime.cgroupDriver === 'systemd';
  if (typeof cgroup !== 'string' || cgroup === '' || cgroup === 'pod') return [];
  if (isSystemd ? cgroup.endsWith('.slice') : false) return [];
  const why = isSystemd ? 'must be pod or a slice of systemd' : 'must be pod or empty with the cgroup driver cgroupfs';
  return [{ steps: stepsOf('runtime.conmon_cgroup'), why, suggestion: 'pod' }];
};

const pauseImage: CrioRelation = ({ value }) => {
  const image = value('image.pause_image');
  const flaw = typeof image === 'string' ? imageReason(image) : undefined;
  return flaw === undefined ? [] : [{ steps: stepsOf('image.pause_image'), why: `is no image reference: ${flaw}` }];
};

/** The socket, where the kubelet and crictl are told to look for it too. */
const socket: CrioRelation = ({ value, version }) => {
  const flaw = socketFlaw(value('api.listen'), true);
  return flaw === undefined
    ? []
    : [{ steps: stepsOf('api.listen'), why: flaw, effect: `nothing would reach CRI-O ${version}` }];
};

export const crioRelations: readonly CrioRelation[] = [
  defaultExists,
  runtimes,
  logSize,
  ...listRelations,
  folders,
  streams,
  processors,
  timezone,
  metrics,
  suites,
  gracePeriod,
  monitorCgroup,
  pauseImage,
  socket,
];
