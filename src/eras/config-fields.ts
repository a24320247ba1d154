import { kubeletConfig, kubeProxyConfig } from '../generated/data.js';
import { type DataRow, dataRows, readOnce } from './data-rows.js';

/**
 * What a field holds in some minors: `boolean`, `integer int32`, `number`, `string`, `duration`, `quantity`, `time`,
 * `enum A B`, `object`, or `list of …` and `map of …` these.
 */
export type FieldEra = Omit<DataRow, 'name'>;

export interface Field {
  /** By release; at least one. */
  readonly eras: readonly FieldEra[];
  /** The fields of a structure, or of each entry of a list of them. */
  readonly fields: Fields;
}

export type Fields = ReadonlyMap<string, Field>;

interface GrowingField extends Field {
  readonly eras: FieldEra[];
  readonly fields: Map<string, GrowingField>;
}

/** Rows by their dotted paths as a tree; `[]` behind a list of structures is no step of its own. */
function fieldTree(text: string): Fields {
  const top: Map<string, GrowingField> = new Map();
  for (const { name, ...era } of dataRows(text)) {
    let level = top;
    let field: GrowingField | undefined;
    for (const step of name.replaceAll('[]', '').split('.')) {
      field = level.get(step) ?? { eras: [], fields: new Map() };
      level.set(step, field);
      level = field.fields;
    }
    field?.eras.push(era);
  }
  return top;
}

/** Fields of KubeletConfiguration v1beta1. Source: data/kubelet-config.tsv. */
export const kubeletFields = readOnce(() => fieldTree(kubeletConfig));

/** Fields of KubeProxyConfiguration v1alpha1. Source: data/kube-proxy-config.tsv. */
export const kubeProxyFields = readOnce(() => fieldTree(kubeProxyConfig));
