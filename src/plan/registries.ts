import type { RegistryEndpoint, ResolvedRegistry } from '../resolve/resolved/resolved.js';
import type { SpecPath } from '../spec/diagnostic.js';
import { keyFile, type PlannedFile, plainFile } from './node-plan.js';
import { jsonText, tomlText } from './serialise.js';

type Table = Record<string, unknown>;

/** Where containerd looks for the settings of registries. */
export const containerdRegistries = '/etc/containerd/certs.d';

/** A hosts.toml for each registry, and the certificates that it names. */
export function hostsFiles(registries: readonly ResolvedRegistry[]): PlannedFile[] {
  return registries.flatMap(({ name, mirrors, itself }, index) => {
    const folder = `${containerdRegistries}/${name === '*' ? '_default' : name}`;
    const asked = [
      ...mirrors.map((mirror, at) => hostTable(mirror, `${folder}/mirror-${at}`)),
      ...(itself ? [hostTable(itself, `${folder}/registry`)] : []),
    ];
    // The last to be asked is the server, whose settings stand above the tables of the others.
    const last = asked.at(-1);
    const hosts = asked.slice(0, -1).map(({ url, table }) => [url, { capabilities: ['pull', 'resolve'], ...table }]);
    const tree = {
      ...(last?.url ? { server: last.url } : {}),
      ...last?.table,
      ...(hosts.length > 0 ? { host: Object.fromEntries(hosts) } : {}),
    };
    const file = [...mirrors, itself].some((each) => each?.basic) ? keyFile : plainFile;
    const origin = ['spec', 'runtime', 'registries', index];
    return [file(`${folder}/hosts.toml`, tomlText(tree), origin), ...asked.flatMap(({ files }) => files)];
  });
}

/** What hosts.toml says of one server, and the files beside it. */
function hostTable({ url, ca, client, basic, overridePath, origin }: RegistryEndpoint, stem: string) {
  const table: Table = {
    ...(ca === null ? {} : { ca: `${stem}-ca.pem` }),
    ...(client === null ? {} : { client: [[`${stem}.pem`, `${stem}-key.pem`]] }),
    ...(overridePath ? { override_path: true } : {}),
    ...(basic === null ? {} : { header: { Authorization: `Basic ${basic}` } }),
  };
  return {
    url,
    table,
    files: certificateFiles({ ca, client }, `${stem}-ca.pem`, `${stem}.pem`, `${stem}-key.pem`, origin),
  };
}

function certificateFiles(
  { ca, client }: Pick<RegistryEndpoint, 'ca' | 'client'>,
  authority: string,
  certificate: string,
  key: string,
  origin: SpecPath,
): PlannedFile[] {
  return [
    ...(ca === null ? [] : [plainFile(authority, ca, origin)]),
    ...(client === null ? [] : [plainFile(certificate, client.certificate, origin), keyFile(key, client.key, origin)]),
  ];
}

const endpointsOf = (registries: readonly ResolvedRegistry[]): RegistryEndpoint[] =>
  registries.flatMap(({ mirrors, itself }) => [...mirrors, ...(itself ? [itself] : [])]);

/** Certificates by the host that asks for them, as Docker and CRI-O look for them; the first of a host is its. */
export function certificatesByHost(registries: readonly ResolvedRegistry[], folder: string): PlannedFile[] {
  const known = new Set<string>();
  return endpointsOf(registries).flatMap((endpoint) => {
    if (known.has(endpoint.host) || (endpoint.ca === null && endpoint.client === null)) return [];
    known.add(endpoint.host);
    const at = `${folder}/${endpoint.host}`;
    return certificateFiles(endpoint, `${at}/ca.crt`, `${at}/client.cert`, `${at}/client.key`, endpoint.origin);
  });
}

/** The tables of registries.conf, in its second format. */
export function registryTables(registries: readonly ResolvedRegistry[]): Table[] {
  const place = ({ location, isPlain }: RegistryEndpoint): Table => ({
    location,
    ...(isPlain ? { insecure: true } : {}),
  });
  return registries.map(({ name, mirrors, itself }) => {
    // Without the registry itself, the last mirror stands in its place.
    const others = itself ? mirrors : mirrors.slice(0, -1);
    const last = mirrors.at(-1);
    return {
      prefix: name,
      ...(itself || last === undefined ? { location: name } : place(last)),
      ...(others.length > 0 ? { mirror: others.map(place) } : {}),
    };
  });
}

export const crioAuthFile = '/etc/crio/auth.json';

/** Users and passwords by the place that asks for them; none: no file. */
export function authFile(registries: readonly ResolvedRegistry[]): PlannedFile[] {
  const auths = registries.flatMap(({ name, mirrors, itself }) => [
    ...mirrors.flatMap(({ location, basic }) => (basic === null ? [] : [[location, { auth: basic }]])),
    ...(itself === null || itself.basic === null ? [] : [[name, { auth: itself.basic }]]),
  ]);
  if (auths.length === 0) return [];
  return [keyFile(crioAuthFile, jsonText({ auths: Object.fromEntries(auths) }), ['spec', 'runtime', 'registries'])];
}
