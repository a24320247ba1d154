import { kubeletDefaults, kubeProxyDefaults } from '../generated/data.js';
import { type DataRow, dataRows, readOnce } from './data-rows.js';
import { spanAt } from './lookup.js';

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

/** What a kubelet takes for a field that nothing sets; one that is older than the table, what its first releases take. */
export function kubeletDefault(field: string, version: string): unknown {
  const eras = kubeletDefaultsByField().get(field) ?? [];
  const era = spanAt(eras, version) ?? eras[0];
  if (era === undefined) throw new TypeError(`no default is known for ${field}`);
  return JSON.parse(era.is);
}
