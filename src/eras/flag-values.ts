import { kubeletFlagValues, kubeProxyFlagValues } from '../generated/data.js';
import { type DataRow, dataRows, readOnce } from './data-rows.js';

/**
 * What a flag takes in some minors: what a field may hold (src/eras/config-fields.ts), a mapping of `A<B` as `map by < of
 * string`, or `address`, `address with port`, `headers`, `modules`, `pair`, `ports`, `reserved memory`, `taints`, `verbosity`.
 */
export interface FlagValueEra extends Pick<DataRow, 'since' | 'until'> {
  readonly holds: string;
  /** The dotted path of the field that it sets, if it sets one. */
  readonly field?: string;
}

export type FlagValues = ReadonlyMap<string, readonly FlagValueEra[]>;

function byFlag(text: string): FlagValues {
  const table = new Map<string, FlagValueEra[]>();
  for (const { name, is, ...era } of dataRows(text)) {
    const [holds = '', field] = is.split(' @');
    table.set(name, [...(table.get(name) ?? []), { ...era, holds, ...(field === undefined ? {} : { field }) }]);
  }
  return table;
}

/** Flags that the kubelet declares itself, by their names without dashes. Source: data/kubelet-flags.tsv. */
export const kubeletFlagTypes = readOnce(() => byFlag(kubeletFlagValues));

/** The same of kube-proxy. Source: data/kube-proxy-flags.tsv. */
export const kubeProxyFlagTypes = readOnce(() => byFlag(kubeProxyFlagValues));
