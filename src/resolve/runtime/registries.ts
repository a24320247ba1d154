import { dockerHub } from '../../eras/registries.js';
import type { SpecPath } from '../../spec/diagnostic.js';
import type { FullRuntime } from '../full-spec.js';
import type { RegistryEndpoint, ResolvedRegistry } from '../resolved/resolved.js';

type Registry = FullRuntime['registries'][number];
type Access = Pick<Registry, 'ca' | 'clientCertificate' | 'clientKey' | 'credentials'>;

/** The path of an address, without a slash at its end. */
export const pathOfUrl = (url: string): string => new URL(url).pathname.replace(/\/+$/, '');

function endpoint(url: string | null, overridePath: boolean, access: Access, origin: SpecPath): RegistryEndpoint {
  const { ca, clientCertificate, clientKey, credentials } = access;
  const host = url === null ? '' : new URL(url).host;
  const path = url !== null && overridePath ? pathOfUrl(url).replace(/^\/v2(?=\/|$)/, '') : '';
  return {
    url: url === null ? null : `${new URL(url).origin}${pathOfUrl(url)}`,
    location: `${host}${path}`,
    host,
    isPlain: url?.startsWith('http:') ?? false,
    overridePath,
    ca,
    client:
      clientCertificate !== null && clientKey !== null ? { certificate: clientCertificate, key: clientKey } : null,
    basic: credentials === null ? null : base64(`${credentials.username}:${credentials.password}`),
    origin,
  };
}

function base64(text: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}

const ownAddress = (name: string): string => `https://${name === dockerHub.name ? dockerHub.host : name}`;

/** The registries of the spec, each with the servers that its images are pulled from. */
export function resolveRegistries({ registries }: Pick<FullRuntime, 'registries'>): ResolvedRegistry[] {
  return registries.map((registry, index) => {
    const { name, mirrors, fallback } = registry;
    const origin = ['spec', 'runtime', 'registries', index];
    return {
      name,
      mirrors: mirrors.map((mirror, at) =>
        endpoint(mirror.url, mirror.overridePath, mirror, [...origin, 'mirrors', at]),
      ),
      itself: fallback ? endpoint(name === '*' ? null : ownAddress(name), false, registry, origin) : null,
    };
  });
}
