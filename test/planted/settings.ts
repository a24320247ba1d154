import { base64, encoded, hex, mixed, one, type Planted, small, word } from './planted.js';

/** What a name says to be secret, in every format that files have. */
export function named(): Planted[] {
  const pw = (name: string, text: (secret: string) => string): Planted => one(name, word(), text);
  return [
    pw('YAML plain', (x) => `user: a\npassword: ${x}\nport: 1\n`),
    pw('YAML quoted', (x) => `password: "${x}"\n`),
    pw('YAML single-quoted', (x) => `dbPassword: '${x}'\n`),
    pw('YAML flow', (x) => `user: {name: a, token: ${x}}\n`),
    pw('YAML flow, quoted keys', (x) => `{"user": {"token": "${x}", "b": 1}}\n`),
    pw('YAML tag and anchor', (x) => `secret: !!str &a ${x}\n`),
    pw('YAML literal', (x) => `password: |\n  ${x}\nother: 1\n`),
    pw('YAML folded', (x) => `- passphrase: >-\n    ${x}\n  b: c\n`),
    pw('YAML literal of several lines', (x) => `secret: |-\n  first\n\n    ${x}\n  last\nother: 1\n`),
    pw('YAML on the next line', (x) => `password:\n  ${x}\n`),
    pw('YAML plain over lines', (x) => `password: abc\n  ${x}\n`),
    pw('YAML quoted over lines', (x) => `password: "abc\n  ${x}"\n`),
    pw('YAML list', (x) => `passwords:\n- abcdef\n- ${x}\n`),
    pw('YAML flow list', (x) => `tokens: [abc, ${x}]\n`),
    pw('kubeconfig, block', (x) => `users:\n- name: a\n  user:\n    token: ${x}\n`),
    one(
      'kubeconfig, client-key-data',
      encoded(word() + word()),
      (x) => `user: {client-certificate-data: LS0t, client-key-data: ${x}}\n`,
    ),
    pw('JSON', (x) => JSON.stringify({ a: 1, password: x }, null, 2)),
    pw('JSON in one line', (x) => JSON.stringify({ a: { clientSecret: x }, b: 2 })),
    pw('JSON with quotes in it', (x) => JSON.stringify({ password: `ab"${x}` })),
    pw('JSON within a string', (x) => JSON.stringify({ body: JSON.stringify({ api_key: x }) })),
    pw('TOML', (x) => `[auth]\nsecret_key = "${x}"\n`),
    pw('TOML, three quotes', (x) => `password = """\nabc\n${x}"""\nb = 1\n`),
    pw('TOML, dotted', (x) => `plugins."io.containerd.cri".registry.configs."a".auth.password = "${x}"\n`),
    pw('INI', (x) => `[database]\nuser = a\npassword = ${x} with blanks\n`),
    pw('INI, compact', (x) => `[a]\nuser=b\npassword=two ${x}\n`),
    pw('environment file', (x) => `A=b\nDB_PASSWORD=${x}\n`),
    pw('properties', (x) => `spring.datasource.password=${x}\n`),
    pw('XML element', (x) => `<settings><server><password>${x}</password></server></settings>\n`),
    pw('XML attribute', (x) => `<user name="a" password="${x}"/>\n`),
    pw('XML key and value', (x) => `<add key="DbPassword" value="${x}"/>\n`),
    pw('Kubernetes env', (x) => `env:\n- name: DB_PASSWORD\n  value: ${x}\n`),
    pw(
      'Kubernetes Secret, stringData',
      (x) => `apiVersion: v1\nkind: Secret\nmetadata: {name: a}\nstringData:\n  anything: ${x}\n`,
    ),
    one('Kubernetes Secret, data', encoded(word()), (x) => `kind: Secret\ndata:\n  anything: ${x}\n`),
    one('Kubernetes Secret, JSON', encoded(word()), (x) => JSON.stringify({ kind: 'Secret', data: { anything: x } })),
    pw('systemd Environment', (x) => `[Service]\nEnvironment="DB_PASSWORD=${x}" "A=b"\nExecStart=/bin/a\n`),
    pw('systemd Environment, bare', (x) => `[Service]\nEnvironment=DB_PASSWORD=${x}\n`),
    pw('systemd SetCredential', (x) => `[Service]\nSetCredential=db:${x}\n`),
    pw('systemd ExecStart', (x) => `[Service]\nExecStart=/usr/bin/app --user a --db-password ${x} --verbose\n`),
    one('docker auths', encoded(`user:${word()}`), (x) =>
      JSON.stringify({ auths: { 'reg.example.com': { auth: x } } }),
    ),
    (() => {
      const secret = word();
      const inner = encoded(JSON.stringify({ auths: { r: { username: 'u', password: secret } } }));
      return { name: 'dockerconfigjson in base64', text: `x: ${inner}\n`, hidden: [secret, inner.slice(4, 40)] };
    })(),
    one(
      'containerd auth',
      encoded(`user:${word()}`),
      (x) => `[plugins."io.containerd.grpc.v1.cri".registry.configs."r".auth]\n  auth = "${x}"\n`,
    ),
    one(
      'hosts.toml header',
      encoded(`user:${word()}`),
      (x) => `[host."https://r".header]\n  authorization = "Basic ${x}"\n`,
    ),
    one(
      'hosts.toml header list',
      encoded(`user:${word()}`),
      (x) => `[host."https://r".header]\n  Authorization = ["Basic ${x}"]\n`,
    ),
    pw('npmrc', (x) => `//registry.example.com/:_authToken=${x}\n`),
    pw('wpa_supplicant', (x) => `network={\n  ssid="a"\n  psk="${x}"\n}\n`),
    pw('NetworkManager', (x) => `[wifi-security]\nkey-mgmt=wpa-psk\npsk=${x}\n`),
    one('aws credentials', base64(30), (x) => `[default]\naws_access_key_id = A\naws_secret_access_key = ${x}\n`),
    one(
      'Azure connection string',
      base64(64),
      (x) => `c: DefaultEndpointsProtocol=https;AccountName=a;AccountKey=${x};EndpointSuffix=b\n`,
    ),
    pw('a cookie', (x) => `Cookie: session=${x}7\n`),
    pw('X-Vault-Token', (x) => `X-Vault-Token: ${x}\n`),
    pw('Private-Token', (x) => `curl -H 'PRIVATE-TOKEN: ${x}' https://gitlab.example.com/api\n`),
    one('Bearer', mixed(30), (x) => `curl --header "Authorization: Bearer ${x}1" https://a\n`),
    one('Basic', encoded(`user:${word()}`), (x) => `proxy_set_header Authorization Basic ${x};\n`),
    pw('chpasswd in cloud-config', (x) => `chpasswd:\n  expire: false\n  list: |\n    root:${x}\n    b:RANDOM\n`),
    pw('chpasswd as a list', (x) => `chpasswd:\n  list:\n  - root:${x}\n`),
    pw('chpasswd in JSON', (x) => JSON.stringify({ chpasswd: { expire: false, list: `root:${x}` } })),
    pw('chpasswd users', (x) => `chpasswd:\n  users:\n  - {name: a, password: ${x}, type: text}\n`),
    one('LUKS', encoded(word() + word()), (x) =>
      JSON.stringify({ luks: [{ name: 'l', keyFile: { source: `data:;base64,${x}` } }] }),
    ),
    one('Ignition header', encoded(word() + word()), (x) =>
      JSON.stringify({ httpHeaders: [{ name: 'X-Auth-Token', value: x }] }),
    ),
    pw(
      'bootstrap token Secret',
      (x) =>
        `kind: Secret\ntype: bootstrap.kubernetes.io/token\nstringData:\n  token-id: abcdef\n  token-secret: ${x}\n`,
    ),
    pw('.netrc', (x) => `machine a.example.com login b password ${x}\n`),
    pw('.netrc on lines', (x) => `machine a.example.com\n  login b\n  password ${x}\n`),
    pw('.pgpass', (x) => `db.example.com:5432:app:user:${x}\n`),
    one('shadow', mixed(13), (x) => `root:${x}:19000:0:99999:7:::\n`),
    one('shadow, no sign but x in front', `x${mixed(12)}`, (x) => `root:${x}:19000:0:99999:7:::\n`),
    one('shadow, locked', mixed(13), (x) => `root:!${x}:19000:0:99999:7:::\n`),
    pw('ipsec.secrets', (x) => `10.0.0.1 %any : PSK "${x}"\n`),
    pw('a comment', (x) => `# password: ${x}\na: b\n`),
    one(
      'bootstrap token',
      small(16),
      (x) => `kubeadm join 10.0.0.1:6443 --token abcdef.${x} --discovery-token-ca-cert-hash sha256:${hex(64)}\n`,
    ),
  ];
}
