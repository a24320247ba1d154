import type { RuntimeName } from '../generated/names.js';

/** What a runtime can be told about registries. */
export interface RegistryTraits {
  /** Whether one entry can stand for all registries. */
  readonly wildcard: boolean;
  /** The only registry that may have mirrors; null: each may. */
  readonly mirrorsOf: string | null;
  /** Whether mirrors below a path of the registry API are found: as they are, only where /v2 begins the path, or never. */
  readonly paths: 'all' | 'v2' | 'none';
  /** Whether it can show a user and a password, and do without the registry itself. */
  readonly credentials: boolean;
  readonly noFallback: boolean;
  readonly source: string;
}

export const registryTraits: Readonly<Record<RuntimeName, RegistryTraits>> = {
  containerd: {
    wildcard: true,
    mirrorsOf: null,
    paths: 'all',
    credentials: true,
    noFallback: true,
    source: 'containerd/containerd docs/hosts.md; core/remotes/docker/config/hosts.go',
  },
  crio: {
    wildcard: false,
    mirrorsOf: null,
    paths: 'v2',
    credentials: true,
    noFallback: true,
    source: 'containers/image docs/containers-registries.conf.5.md; cri-o docs/crio.conf.5.md, global_auth_file',
  },
  docker: {
    wildcard: false,
    mirrorsOf: 'docker.io',
    paths: 'none',
    credentials: false,
    noFallback: false,
    source: 'docker/docs registry mirror: only the central Hub can be mirrored; dockerd certs.d',
  },
};

/** Where images of docker.io come from. Source: containerd core/remotes/docker/config/hosts.go, ConfigureHosts. */
export const dockerHub = { name: 'docker.io', host: 'registry-1.docker.io' };
