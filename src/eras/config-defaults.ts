import { kubeletDefaults, kubeProxyDefaults } from '../generated/data.js';
import { type DataRow, dataRows, readOnce } from './data-rows.js';

/** What a field of an empty configuration becomes, as JSON, in some minors. */
export type DefaultEra = Omit<DataRow, 'name'>;

function byField(text: string): ReadonlyMap<string, readonly DefaultEra[]> {
  const table = new Map<string, DefaultEra[]>();
  for (const { name, ...era } of dataRows(text)) table.set(name, [...(table.get(name) ?? []), era]);
  return table;
}

/** Defaults of KubeletConfiguration v1beta1 by dotted path. Source: data/kubelet-defaults.tsv. */
export const kubeletDefaultsByField = readOnce(() => byField(kubeletDefaults));

/** Defaults of KubeProxyConfiguration v1alpha1 by dotted path. Source: data/kube-proxy-defaults.tsv. */
export const kubeProxyDefaultsByField = readOnce(() => byField(kubeProxyDefaults));
