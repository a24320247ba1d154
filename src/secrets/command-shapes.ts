/** A program that is given a secret on its command line, under a name that does not say so. */
export interface CommandShape {
  readonly id: string;
  readonly source: string;
  readonly programs: readonly string[];
  /** One of these words must be among its own. */
  readonly verbs?: readonly string[];
  /** Options whose word behind them, or behind their `=`, is the secret. */
  readonly options?: readonly string[];
  /** One-letter options whose secret follows without a blank. */
  readonly attached?: readonly string[];
  /** Options with `USER:PASSWORD`, or `USER%PASSWORD`. */
  readonly users?: readonly string[];
  /** Options with `NAME=VALUE`, of which the value is secret whatever its name. */
  readonly literals?: readonly string[];
  /** Which of its words without a dash is the secret, where the options named are given; -1 is the last. */
  readonly operand?: { readonly at: number; readonly with?: RegExp; readonly least: number };
  /** What it reads from standard input is secret; the options that say so, if it does not always. */
  readonly input?: RegExp | true;
}

const registries = [
  'docker',
  'podman',
  'nerdctl',
  'helm',
  'buildah',
  'skopeo',
  'crane',
  'oras',
  'regctl',
  'cosign',
  'az',
  'npm',
];

export const commandShapes: readonly CommandShape[] = [
  {
    id: 'registry-login',
    source: 'docker-login(1), podman-login(1), skopeo(1), helm registry login, az login',
    programs: registries,
    verbs: ['login'],
    options: ['-p', '--pass'],
    input: /^--password-stdin$|^--identity-token-stdin$/,
  },
  {
    id: 'registry-creds',
    source: 'skopeo-copy(1), podman-pull(1), crictl pull, ctr images pull',
    programs: [...registries, 'crictl', 'ctr'],
    users: ['--creds', '--src-creds', '--dest-creds', '--user', '-u'],
  },
  { id: 'crictl-auth', source: 'crictl pull --auth', programs: ['crictl'], options: ['--auth'] },
  {
    id: 'curl',
    source: 'curl(1); gitleaks curl-auth-user',
    programs: ['curl'],
    users: ['-u', '--user', '-U', '--proxy-user'],
    options: ['--oauth2-bearer', '--pass', '--proxy-pass', '--key-pass', '-b', '--cookie'],
  },
  { id: 'wget', source: 'wget(1)', programs: ['wget', 'http', 'https', 'xh'], users: ['-a', '--auth'] },
  { id: 'sshpass', source: 'sshpass(1)', programs: ['sshpass'], options: ['-p'], attached: ['-p'] },
  {
    id: 'mysql',
    source: 'mysql(1)',
    programs: ['mysql', 'mysqldump', 'mysqladmin', 'mariadb', 'mariadb-dump', 'mariadb-admin', 'mysqlimport'],
    attached: ['-p'],
  },
  {
    id: 'mongo',
    source: 'mongosh reference',
    programs: ['mongo', 'mongosh', 'mongodump', 'mongorestore'],
    options: ['-p'],
  },
  { id: 'redis', source: 'redis-cli(1)', programs: ['redis-cli', 'valkey-cli'], options: ['-a'] },
  { id: 'sqlcmd', source: 'sqlcmd', programs: ['sqlcmd', 'bcp'], options: ['-P'], attached: ['-P'] },
  {
    id: 'ldap',
    source: 'ldapsearch(1)',
    programs: ['ldapsearch', 'ldapadd', 'ldapmodify', 'ldapdelete', 'ldappasswd', 'ldapwhoami'],
    options: ['-w', '-s'],
  },
  {
    id: 'samba',
    source: 'smbclient(1), net(8)',
    programs: ['smbclient', 'net', 'rpcclient', 'smbget', 'winexe'],
    users: ['-U', '--user'],
  },
  { id: 'ipmi', source: 'ipmitool(1)', programs: ['ipmitool', 'impitool'], options: ['-P', '-k'] },
  {
    id: 'zip',
    source: 'zip(1), 7z(1)',
    programs: ['zip', 'unzip', '7z', '7za', '7zz', 'unrar'],
    options: ['-P'],
    attached: ['-p', '-P'],
  },
  {
    id: 'openssl',
    source: 'openssl(1) "Pass Phrase Options"',
    programs: ['openssl'],
    options: ['-passin', '-passout', '-pass', '-password', '-k', '-K', '-hmac'],
  },
  {
    id: 'openssl-passwd',
    source: 'openssl-passwd(1)',
    programs: ['openssl'],
    verbs: ['passwd'],
    operand: { at: -1, least: 2 },
    input: true,
  },
  { id: 'mkpasswd', source: 'mkpasswd(1)', programs: ['mkpasswd'], operand: { at: -1, least: 1 }, input: true },
  { id: 'ssh-keygen', source: 'ssh-keygen(1)', programs: ['ssh-keygen'], options: ['-N', '-P'] },
  {
    id: 'htpasswd',
    source: 'htpasswd(1)',
    programs: ['htpasswd'],
    operand: { at: -1, with: /^-[a-zA-Z]*b/, least: 2 },
    input: /^-[a-zA-Z]*i/,
  },
  { id: 'wpa', source: 'wpa_passphrase(8)', programs: ['wpa_passphrase'], operand: { at: 2, least: 2 } },
  {
    id: 'useradd',
    source: 'useradd(8), usermod(8), groupadd(8)',
    programs: ['useradd', 'usermod', 'groupadd', 'groupmod'],
    options: ['-p'],
  },
  {
    id: 'pro',
    source: 'pro(1)',
    programs: ['pro', 'ua', 'ubuntu-advantage'],
    verbs: ['attach'],
    operand: { at: 2, least: 2 },
  },
  {
    id: 'set-value',
    source: 'aws configure set; npm config set; git config; nmcli(1); iscsiadm(8)',
    programs: ['aws', 'npm', 'git', 'nmcli', 'iscsiadm', 'gcloud', 'pulumi', 'snap', 'uci', 'redis-cli', 'rclone'],
    verbs: [],
  },
  {
    id: 'doctl',
    source: 'doctl reference',
    programs: ['doctl', 'vercel', 'netlify', 'flyctl', 'fly', 'influx'],
    options: ['-t'],
  },
  {
    id: 'vault',
    source: 'vault login',
    programs: ['vault'],
    verbs: ['login'],
    operand: { at: 2, least: 2 },
    input: true,
  },
  {
    id: 'rabbitmq',
    source: 'rabbitmqctl(8)',
    programs: ['rabbitmqctl'],
    verbs: ['add_user', 'change_password'],
    operand: { at: 3, least: 3 },
  },
  { id: 'etcdctl', source: 'etcdctl --user', programs: ['etcdctl'], users: ['--user', '-u'] },
  { id: 'snmp', source: 'snmpcmd(1)', programs: ['snmpwalk', 'snmpget', 'snmpset'], options: ['-A', '-X', '-c'] },
  {
    id: 'iscsi',
    source: 'iscsiadm(8)',
    programs: [
      'grub-mkpasswd-pbkdf2',
      'kinit',
      'cryptsetup',
      'pdbedit',
      'smbpasswd',
      'realm',
      'adcli',
      'keyctl',
      'systemd-creds',
      'vncpasswd',
      'base64',
    ],
    input: true,
  },
  { id: 'gossip', source: 'consul agent, nomad agent', programs: ['consul', 'nomad', 'serf'], options: ['-encrypt'] },
  {
    id: 'from-literal',
    source: 'kubectl create secret generic',
    programs: ['kubectl', 'oc'],
    verbs: ['secret'],
    literals: ['--from-literal'],
  },
  {
    id: 'parameter',
    source: 'aws ssm put-parameter',
    programs: ['aws'],
    verbs: ['put-parameter'],
    options: ['--value'],
  },
  {
    id: 'passwd',
    source: 'chpasswd(8), passwd(1)',
    programs: ['chpasswd', 'chgpasswd', 'passwd', 'newusers', 'sudo'],
    input: true,
  },
  {
    id: 'login-input',
    source: 'gh auth login; gpg(1); wg(8)',
    programs: ['gh', 'gpg', 'gpg2', 'wg', 'glab'],
    input: /^--with-token$|^--passphrase-fd|^pubkey$|^--stdin$/,
  },
];
