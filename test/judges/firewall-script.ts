import { parse, stringify } from 'yaml';
import { documentsOf, specText } from '../fixture-input.js';

/** The files of a worker whose firewall is opened. */
export function filesOf(target: object, rest: object): Map<string, string> {
  const spec = parse(specText('current-containerd'));
  Object.assign(spec.spec, rest, { target: { os: 'ubuntu-24.04', ...target } });
  const [document] = documentsOf(stringify(spec), 'current-containerd');
  return new Map(document?.plan.files.map(({ path, content }) => [path, content]));
}
export const scriptOf = (rest: object = {}) =>
  filesOf({ provider: 'generic' }, { host: { firewall: 'open' }, ...rest }).get('/opt/bootwright/open-firewall.sh') ??
  '';

/** The script of a provider whose images have one firewall. */
export const scriptFor = (provider: string) => filesOf({ provider }, {}).get('/opt/bootwright/open-firewall.sh') ?? '';
