import stringify from 'json-stringify-pretty-compact';
import { kubeletDefaultsByField, kubeProxyDefaultsByField } from '../../src/eras/config-defaults.js';
import { kubeletFields, kubeProxyFields } from '../../src/eras/config-fields.js';
import { kubeletLimits, kubeProxyLimits } from '../../src/eras/config-limits.js';
import { evictionSignals, kubeletWords, kubeProxyWords } from '../../src/eras/config-words.js';
import { type GateEra, gates } from '../../src/eras/feature-gates.js';
import { kubeletFlagTypes, kubeProxyFlagTypes } from '../../src/eras/flag-values.js';
import { type Configuration, configurationNode } from './fields.js';
import { flagsNode } from './flags.js';
import { containerdNode, crioNode, dockerNode } from './keys.js';
import { kubeProxyMeanings } from './kube-proxy-meanings.js';
import { kubeletMeanings } from './kubelet-meanings.js';
import { description, type EditorNode, type EditorSchema } from './node.js';
import { minorBefore, oldest } from './releases.js';

const stages = { ALPHA: 'alpha', BETA: 'beta', GA: 'stable', DEPRECATED: 'deprecated' } as const;

/** A gate in its newest release, by all that its releases say. */
function gateNode(name: string, eras: readonly GateEra[]): EditorNode {
  const now = eras.at(-1) as GateEra;
  const facts = eras.map(({ stage, standard, locked, since }) => {
    const from = `Kubernetes ${since}${since === oldest ? ' or older' : ''}`;
    return `${stages[stage]} since ${from}: ${standard ? 'on' : 'off'} by default${locked ? ', and locked' : ''}`;
  });
  const gone = now.until === undefined ? undefined : `Kubernetes ${now.until} and newer have no gate ${name}.`;
  return {
    description: description(undefined, [...facts, now.until && `until: Kubernetes ${minorBefore(now.until)}`]),
    ...(gone === undefined ? {} : { deprecationMessage: gone, doNotSuggest: true }),
    type: ['boolean', 'null'],
  };
}

/** A mapping of names that are known. */
const mapping = (properties: Readonly<Record<string, EditorNode>>): EditorNode => ({
  type: ['object', 'null'],
  additionalProperties: false,
  properties,
});

/** Every gate that some release knows. */
const gatesNode = (): EditorNode =>
  mapping(Object.fromEntries([...gates()].map(([name, eras]) => [name, gateNode(name, eras)])));

function signalsNode(form: string): EditorNode {
  const { words } = evictionSignals.at(-1) ?? evictionSignals[0];
  const node: EditorNode = { description: description(undefined, [`type: ${form}`]), type: ['string', 'null'] };
  return mapping(Object.fromEntries(words.map((signal) => [signal, node])));
}

const kubelet = (): Configuration => ({
  kind: 'KubeletConfiguration',
  fields: kubeletFields(),
  meanings: kubeletMeanings,
  defaults: kubeletDefaultsByField(),
  words: kubeletWords,
  limits: kubeletLimits,
  keys: {
    featureGates: 'featureGates',
    evictionHard: 'evictionAmounts',
    evictionSoft: 'evictionAmounts',
    evictionMinimumReclaim: 'evictionAmounts',
    evictionSoftGracePeriod: 'evictionPeriods',
  },
});

const kubeProxy = (): Configuration => ({
  kind: 'KubeProxyConfiguration',
  fields: kubeProxyFields(),
  meanings: kubeProxyMeanings,
  defaults: kubeProxyDefaultsByField(),
  words: kubeProxyWords,
  limits: kubeProxyLimits,
  keys: { featureGates: 'featureGates' },
});

/** What editors know below kubelet.config, proxy.config and runtime.config: from the tables in data/ and src/eras. */
export const componentSchema = (): EditorSchema => ({
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'ComponentConfig',
  description: 'Written by npm run schemas, for editors and bootwright explain. Do not edit.',
  definitions: {
    kubeletConfiguration: configurationNode(kubelet()),
    kubeProxyConfiguration: configurationNode(kubeProxy()),
    kubeletFlags: flagsNode('The kubelet', kubeletFlagTypes(), kubeletMeanings),
    kubeProxyFlags: flagsNode('kube-proxy', kubeProxyFlagTypes(), kubeProxyMeanings),
    containerdConfig: containerdNode(),
    dockerConfig: dockerNode(),
    crioConfig: crioNode(),
    featureGates: gatesNode(),
    evictionAmounts: signalsNode('a quantity, such as 100Mi, or a share, such as 10%'),
    evictionPeriods: signalsNode('a duration with its unit, such as 1m30s'),
  },
});

/** The same as the text of its file. */
export const componentSchemaText = (): string => `${stringify(componentSchema(), { maxLength: 140 })}\n`;
