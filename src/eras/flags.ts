import { kubeletFlagReleases, kubeProxyFlagReleases } from '../generated/data.js';
import { readOnce } from './data-rows.js';
import { keyEras } from './key-eras.js';

/** Flags of the kubelet, without dashes. Source: data/kubelet-flag-releases.tsv. */
export const kubeletFlags = readOnce(() => keyEras(kubeletFlagReleases));

/** Flags of kube-proxy, without dashes. Source: data/kube-proxy-flag-releases.tsv. */
export const kubeProxyFlags = readOnce(() => keyEras(kubeProxyFlagReleases));

/** Beside --config kube-proxy reads these flags of its own and no others: kubernetes/kubernetes#107157, copyLogsFromFlags. */
export const kubeProxyFlagsBesideFile: readonly string[] = [
  'add-dir-header',
  'alsologtostderr',
  'log-backtrace-at',
  'log-dir',
  'log-file',
  'log-file-max-size',
  'log-flush-frequency',
  'log-json-info-buffer-size',
  'log-json-split-stream',
  'log-text-info-buffer-size',
  'log-text-split-stream',
  'logging-format',
  'logtostderr',
  'one-output',
  'skip-headers',
  'skip-log-headers',
  'stderrthreshold',
  'v',
  'vmodule',
];
