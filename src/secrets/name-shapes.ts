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

/** Words of a text, which a formatter leaves in their lines. */
const list = (text: string): readonly string[] => text.trim().split(/\s+/);

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
    keys: list(`
      api access secret private priv account auth client signing encryption certificate shared preshared master
      storage license sas session registration activation agent service database db customer unlock luks gossip
      encrypt hmac app application
    `),
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
export const aboutSecrets: ReadonlySet<string> = new Set(
  list(`
    name names id ids file files filename path paths dir directory url urls uri endpoint ref refs reference policy
    policies ttl seconds minutes hours days expiry expiration expires expire expired length size count limit max min
    type types kind mode attributes audience audiences issuer namespace namespaces provider class algorithm alg
    format scope scopes version enabled disabled required authentication authenticator webhook rotation rotate
    controller manager cleaner signer request requests review strategy interval timeout period reviews prompt hint
    label labels annotation annotations field env var vars variable command cmd exec stdin groups user username
    header headers position owner usage usages backend store source driver plugin template mount volume port host
    server service domain address location warnings verification validation validator regex pattern permissions sync
    lookup cert certificate certs pub public fingerprint digest checksum retries cache lifetime age error errors
    message quality
  `),
);
