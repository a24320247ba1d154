/** Names whose values are secrets, whatever file they stand in. */
export interface NameShape {
  readonly id: string;
  readonly what: string;
  readonly source: string;
  /** Words of which one in a name is enough. */
  readonly words?: readonly string[];
  /** Parts of a word, where names are written together: `dbpassword`. */
  readonly parts?: readonly string[];
  /** Words before `key`: `access_key`, `client-key-data`. */
  readonly keys?: readonly string[];
  /** Whole names, in lower case. */
  readonly names?: readonly string[];
}

const detectSecrets = 'Yelp/detect-secrets plugins/keyword.py';

export const nameShapes: readonly NameShape[] = [
  {
    id: 'password',
    what: 'a password, passphrase or the hash of one',
    source: `${detectSecrets}; cloud-init schema users, chpasswd; butane passwd.users.password_hash`,
    words: ['pass', 'pwd', 'pw', 'psk', 'passwort', 'sudopw'],
    parts: ['password', 'passwd', 'passphrase'],
  },
  {
    id: 'token',
    what: 'a token',
    source: `${detectSecrets}; gitleaks generic-api-key`,
    words: ['token', 'tokens', 'jwt', 'otp', 'totp'],
    parts: ['authtoken', 'identitytoken', 'registrytoken', 'accesstoken', 'apitoken', 'jointoken', 'bearertoken'],
  },
  {
    id: 'secret',
    what: 'a secret by its name',
    source: `${detectSecrets}; gitleaks generic-api-key`,
    words: ['secret', 'secrets'],
    parts: ['clientsecret', 'appsecret', 'sharedsecret', 'secretkey'],
  },
  {
    id: 'key',
    what: 'a key by its name',
    source: `${detectSecrets}; Kubernetes kubeconfig v1 client-key-data; kubeadm --certificate-key; wg(8); azure connection strings`,
    words: ['apikey', 'authkey', 'accesskey', 'privkey', 'privatekey', 'presharedkey', 'sharedkey'],
    keys: [
      ...[
        'api',
        'access',
        'secret',
        'private',
        'priv',
        'account',
        'auth',
        'client',
        'signing',
        'encryption',
        'certificate',
      ],
      ...[
        'shared',
        'preshared',
        'master',
        'storage',
        'license',
        'sas',
        'session',
        'registration',
        'activation',
        'agent',
      ],
      ...['service', 'database', 'db', 'customer', 'unlock', 'luks', 'gossip', 'encrypt', 'hmac', 'app', 'application'],
    ],
  },
  {
    id: 'ssh-host-key',
    what: "a host's private key",
    source: 'cloud-init schema ssh_keys',
    names: ['rsa_private', 'dsa_private', 'ecdsa_private', 'ed25519_private'],
  },
  {
    id: 'registry-auth',
    what: 'user and password in base64',
    source: 'docker config.json auths; containerd registry.configs.auth; .npmrc _auth',
    names: ['auth', '_auth'],
  },
  {
    id: 'docker-config',
    what: 'a whole docker config',
    source: 'Kubernetes Secret types kubernetes.io/dockerconfigjson and dockercfg',
    names: ['.dockerconfigjson', '.dockercfg', 'dockerconfigjson', 'dockercfg', 'docker_auth_config'],
  },
  {
    id: 'authorization',
    what: 'a header that lets in',
    source: 'RFC 9110 section 11.6; gitleaks curl-auth-header; RFC 6265',
    names: ['authorization', 'proxy-authorization', 'cookie', 'set-cookie', 'proxy_authorization', 'x-auth'],
  },
];

/** Of a query the names that carry a signature or a code that lets in. */
export const queryNames: ReadonlySet<string> = new Set([
  ...['sig', 'signature', 'x-amz-signature', 'x-goog-signature', 'x-amz-credential', 'googleaccessid', 'hmac'],
  ...['code', 'key', 'auth', 'jwt', 'sas', 'access_key', 'awsaccesskeyid', 'x-oss-signature', 'ossaccesskeyid'],
]);

/** Behind such a word a name says where, what kind or how long, and not the secret itself. */
const about: ReadonlySet<string> = new Set([
  ...[
    'name',
    'names',
    'id',
    'ids',
    'file',
    'files',
    'filename',
    'path',
    'paths',
    'dir',
    'directory',
    'url',
    'urls',
    'uri',
  ],
  ...[
    'endpoint',
    'ref',
    'refs',
    'reference',
    'policy',
    'policies',
    'ttl',
    'seconds',
    'minutes',
    'hours',
    'days',
    'expiry',
  ],
  ...[
    'expiration',
    'expires',
    'expire',
    'expired',
    'length',
    'size',
    'count',
    'limit',
    'max',
    'min',
    'type',
    'types',
    'kind',
  ],
  ...[
    'mode',
    'attributes',
    'audience',
    'audiences',
    'issuer',
    'namespace',
    'namespaces',
    'provider',
    'class',
    'algorithm',
  ],
  ...[
    'alg',
    'format',
    'scope',
    'scopes',
    'version',
    'enabled',
    'disabled',
    'required',
    'authentication',
    'authenticator',
  ],
  ...['webhook', 'rotation', 'rotate', 'controller', 'manager', 'cleaner', 'signer', 'request', 'requests', 'review'],
  ...[
    'strategy',
    'interval',
    'timeout',
    'period',
    'reviews',
    'prompt',
    'hint',
    'label',
    'labels',
    'annotation',
    'annotations',
    'field',
    'env',
    'var',
    'vars',
  ],
  ...[
    'variable',
    'command',
    'cmd',
    'exec',
    'stdin',
    'groups',
    'user',
    'username',
    'header',
    'headers',
    'position',
    'owner',
  ],
  ...[
    'usage',
    'usages',
    'backend',
    'store',
    'source',
    'driver',
    'plugin',
    'template',
    'mount',
    'volume',
    'port',
    'host',
  ],
  ...[
    'server',
    'service',
    'domain',
    'address',
    'location',
    'warnings',
    'verification',
    'validation',
    'validator',
    'regex',
  ],
  ...[
    'pattern',
    'permissions',
    'sync',
    'lookup',
    'cert',
    'certificate',
    'certs',
    'pub',
    'public',
    'fingerprint',
    'digest',
  ],
  ...[
    'checksum',
    'interval',
    'timeout',
    'retries',
    'cache',
    'lifetime',
    'age',
    'error',
    'errors',
    'message',
    'quality',
  ],
]);

/** The words of a name, in lower case: `dbPassword`, `DB_PASSWORD` and `db-password` are two each. */
export function wordsOf(name: string): string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '' && !/^\d+$/.test(word));
}

/** Programs, and cloud-config's keys that are called like them: their own names say what is secret below. */
const programs: ReadonlySet<string> = new Set(['chpasswd', 'sshpass', 'htpasswd', 'gpasswd']);

/** Names that are asked for are this long at most. */
export const longestName = 100;

/** Most names have none of the parts, and need no more looks. A test holds it against the table. */
const hasHint = /pass|pw|psk|token|jwt|otp|secret|key|_private|auth|docker|cookie/i;

function matches(
  { words = [], parts = [], keys = [], names = [] }: NameShape,
  name: string,
  of: readonly string[],
): boolean {
  if (names.includes(name)) return true;
  if (of.some((word) => words.includes(word) || parts.some((part) => word.includes(part)))) return true;
  return of.some((word, at) => word === 'key' && at > 0 && keys.includes(of[at - 1] ?? ''));
}

/** What names have been asked for: a document has few, and has them often. */
const answered = new Map<string, NameShape | undefined>();
const mostAnswered = 1000;

/** The row that says that a name's value is secret; undefined where none does. */
export function secretNamed(name: string): NameShape | undefined {
  if (name.length > longestName || !hasHint.test(name)) return undefined;
  if (answered.has(name)) return answered.get(name);
  if (answered.size >= mostAnswered) answered.clear();
  const found = shapeOfName(name);
  answered.set(name, found);
  return found;
}

function shapeOfName(name: string): NameShape | undefined {
  if (programs.has(name)) return undefined;
  const words = wordsOf(name);
  const last = words.at(-1) ?? '';
  const isAbout = about.has(last) || (last === 'hash' && (words.includes('cert') || words.includes('ca')));
  if (words.length > 1 && isAbout) return undefined;
  return nameShapes.find((shape) => matches(shape, name.toLowerCase(), words));
}
