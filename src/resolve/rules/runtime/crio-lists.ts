import { isMapping } from '../../../spec/mapping.js';
import { suggestionFor } from '../../../spec/suggestion.js';
import { isCpuSet } from '../config/forms.js';
import { type CrioRelation, listed, stepsOf } from './crio-view.js';
import { capabilityNames, resourceLimits } from './crio-words.js';
import type { Refusal } from './refusal.js';

const sysctls: CrioRelation = (view) =>
  listed(view, 'runtime.default_sysctls').flatMap(([text, index]) => {
    const [key = '', ...rest] = text.split('=');
    const isOne = rest.length > 0 && `${key.trim()}=${rest.join('=').trim()}` === text;
    if (text === '' || isOne) return [];
    return [
      {
        steps: [...stepsOf('runtime.default_sysctls'), index],
        why: `is "${text}"; it must be key=value without blanks`,
      },
    ];
  });

function ulimitFlaw(text: string): string | undefined {
  const [name = '', limits] = text.split(/=(.*)/s, 2);
  if (limits === undefined || !resourceLimits.includes(name)) return `names one of ${resourceLimits.join(', ')}`;
  if (!/^[-+]?\d+(:[-+]?\d+)?$/.test(limits)) return 'says NAME=SOFT:HARD in whole numbers';
  const [soft = 0, hard = soft] = limits.split(':').map(Number);
  return hard !== -1 && (soft === -1 || soft > hard) ? 'has a soft limit up to the hard one' : undefined;
}

const ulimits: CrioRelation = (view) =>
  listed(view, 'runtime.default_ulimits').flatMap(([text, index]) => {
    const flaw = ulimitFlaw(text);
    if (flaw === undefined) return [];
    return [{ steps: [...stepsOf('runtime.default_ulimits'), index], why: `is "${text}", and a ulimit ${flaw}` }];
  });

/** `SOURCE[:TARGET][:MODE]`; whether the machine has the device is not known here. */
const devices: CrioRelation = (view) =>
  listed(view, 'runtime.additional_devices').flatMap(([text, index]) => {
    const [source = '', ...rest] = text.split(':');
    const mode = rest.at(-1) ?? '';
    const isMode = /^(?!.*(.).*\1)[rwm]+$/.test(mode);
    const target = (isMode ? rest.slice(0, -1) : rest)[0] || source;
    const isOne = rest.length <= (isMode ? 2 : 1) && target.startsWith('/dev/') && target.length > 5;
    if (text === '' || isOne) return [];
    const why = `is "${text}"; it must be a device below /dev, such as /dev/fuse:/dev/fuse:rwm`;
    return [{ steps: [...stepsOf('runtime.additional_devices'), index], why }];
  });

const capabilities: CrioRelation = (view) =>
  listed(view, 'runtime.default_capabilities').flatMap(([name, index]) => {
    if (capabilityNames.includes(name.toUpperCase())) return [];
    const suggestion = suggestionFor(name.toUpperCase().replace(/^CAP_/, ''), capabilityNames);
    const steps = [...stepsOf('runtime.default_capabilities'), index];
    return [{ steps, why: `is "${name}", which is not a capability`, suggestion }];
  });

const workloads: CrioRelation = ({ value }) => {
  const tables = value('runtime.workloads');
  return Object.entries(isMapping(tables) ? tables : {}).flatMap(([name, table]): Refusal[] => {
    if (!isMapping(table)) return [];
    const steps = [...stepsOf('runtime.workloads'), name];
    const found: Refusal[] = [];
    if (!table.activation_annotation) found.push({ steps, why: 'needs an activation_annotation', at: 'key' });
    const {
      cpuset = '',
      cpuquota = 0,
      cpushares = 0,
      cpuperiod = 0,
    } = isMapping(table.resources) ? table.resources : {};
    const at = (key: string): string[] => [...steps, 'resources', key];
    if (cpuset && !isCpuSet(String(cpuset)))
      found.push({ steps: at('cpuset'), why: `is "${cpuset}"; it must be processors such as 0-1,4` });
    if (Number(cpuquota) !== 0 && Number(cpuquota) < Number(cpushares))
      found.push({ steps: at('cpuquota'), why: 'must not be below cpushares' });
    if (Number(cpuperiod) !== 0 && Number(cpuperiod) < 1000)
      found.push({ steps: at('cpuperiod'), why: 'must be 1000 microseconds or more' });
    return found;
  });
};

/** Entries of lists, and workloads. */
export const listRelations: readonly CrioRelation[] = [sysctls, ulimits, devices, capabilities, workloads];
