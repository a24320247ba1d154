import type { ResolvedHost } from '../resolve/resolved/resolved.js';
import { keyFile, type PlannedFile, plainFile } from './node-plan.js';
import { shellWord } from './shell-word.js';

const origin = ['spec', 'host', 'proxy'];

/** The proxy's variables, for the install and the runtime; in small letters, as curl reads none but these for http. */
export const proxyEnvironment = '/opt/bootwright/proxy.env';

/** The variables' file, closed where an address holds a password, and what has the runtime's unit read it. */
export function egressFiles({ egressProxy }: ResolvedHost, unit: string): PlannedFile[] {
  if (egressProxy === null) return [];
  const { http, https, direct } = egressProxy;
  const variables = [
    ...(http === null ? [] : [['http_proxy', http] as const]),
    ...(https === null ? [] : [['https_proxy', https] as const]),
    ['no_proxy', direct.join(',')] as const,
  ];
  const text = variables.map(([name, value]) => `${name}=${shellWord(value)}\n`).join('');
  const file = [http, https].some((url) => url?.includes('@')) ? keyFile : plainFile;
  const dropIn = `[Service]\nEnvironmentFile=${proxyEnvironment}\n`;
  return [
    file(proxyEnvironment, text, origin),
    plainFile(`/etc/systemd/system/${unit}.service.d/proxy.conf`, dropIn, origin),
  ];
}
