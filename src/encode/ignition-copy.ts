import type { NodePlan, PlannedFile } from '../plan/node-plan.js';
import { literalYaml } from './cloud-config.js';
import { isUnit, unitDirectory } from './ignition.js';

/** The first line of such a copy. */
const title = '# Ignition, decoded';

/** A plan as an Ignition config that people read: the same keys, with each content as the text that it is. */
export function encodeIgnitionCopy(plan: NodePlan): string {
  const fileEntry = ({ path, mode, content }: PlannedFile) => ({
    path,
    mode: mode.toString(8).padStart(4, '0'),
    contents: { inline: content },
  });
  const unitEntry = ({ path, content }: PlannedFile) => {
    const name = path.slice(unitDirectory.length);
    return { name, ...(name === plan.firstBootUnit ? { enabled: true } : {}), contents: content };
  };
  const config = {
    ignition: { version: plan.ignition },
    storage: { files: plan.files.filter((file) => !isUnit(file)).map(fileEntry) },
    systemd: { units: plan.files.filter(isUnit).map(unitEntry) },
  };
  return `${title}\n${literalYaml(config)}`;
}
