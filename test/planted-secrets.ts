import { createHash, generateKeyPairSync, randomBytes, randomInt } from 'node:crypto';

/** A text that holds a secret, and the strings that nobody may see of it. */
export interface Planted {
  readonly name: string;
  readonly text: string;
  readonly hidden: readonly string[];
}

const from =
  (alphabet: string) =>
  (length: number): string =>
    Array.from({ length }, () => alphabet[randomInt(alphabet.length)]).join('');

const digits = '0123456789';
const lower = 'abcdefghijklmnopqrstuvwxyz';
const upper = lower.toUpperCase();
const hex = from(`${digits}abcdef`);
const small = from(lower + digits);
const mixed = from(lower + upper + digits);
const capital = from(upper + digits);

/** A password as people choose them: a word of random letters, so that nothing knows it by its look. */
const word = (): string => from(lower)(11);
const base64 = (bytes: number): string => randomBytes(bytes).toString('base64');
const encoded = (text: string): string => Buffer.from(text).toString('base64');

const pem = (type: 'ec' | 'rsa' | 'ed25519', format: 'pkcs8' | 'pkcs1' | 'sec1' = 'pkcs8'): string => {
  const options = {
    privateKeyEncoding: { type: format, format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  };
  const made =
    type === 'rsa'
      ? generateKeyPairSync('rsa', { modulusLength: 1024, ...options } as never)
      : type === 'ec'
        ? generateKeyPairSync('ec', { namedCurve: 'P-256', ...options } as never)
        : generateKeyPairSync('ed25519', options as never);
  return (made as unknown as { privateKey: string }).privateKey;
};

/** The lines of an armoured key that say something. */
const bodyOf = (key: string): string[] => key.split('\n').filter((line) => line.length > 20 && !/-----|: /.test(line));

const indented = (text: string, by: number): string => text.replace(/^(?=.)/gm, ' '.repeat(by));

const one = (name: string, secret: string, text: (secret: string) => string): Planted => ({
  name,
  text: text(secret),
  hidden: [secret],
});

function keys(): Planted[] {
  const armoured = (name: string, key: string, text: (key: string) => string = (each) => each): Planted => ({
    name,
    text: text(key),
    hidden: bodyOf(key),
  });
  const block = (label: string, lines = 4): string =>
    [`-----BEGIN ${label}-----`, ...Array.from({ length: lines }, () => base64(48)), `-----END ${label}-----`, ''].join(
      '\n',
    );
  const ec = pem('ec');
  return [
    armoured('PKCS#8', ec),
    armoured('PKCS#1', pem('rsa', 'pkcs1')),
    armoured('SEC1', pem('ec', 'sec1')),
    armoured('Ed25519 in a YAML block', pem('ed25519'), (key) => `tls:\n  key: |\n${indented(key, 4)}  other: x\n`),
    armoured('in JSON, escaped', pem('ec'), (key) => JSON.stringify({ type: 'service_account', private_key: key })),
    armoured('in JSON within JSON', pem('ec'), (key) => JSON.stringify({ body: JSON.stringify({ pem: key }) })),
    armoured('lines in quotes', pem('ec'), (key) => key.replace(/^(.+)$/gm, '  "$1\\n"')),
    armoured('without its end', pem('ec'), (key) => `${key.split('-----END')[0]}\nother: x\n`),
    armoured('OpenSSH', block('OPENSSH PRIVATE KEY')),
    armoured('encrypted PKCS#8', block('ENCRYPTED PRIVATE KEY')),
    armoured('PGP', block('PGP PRIVATE KEY BLOCK')),
    armoured('OpenVPN', block('OpenVPN Static key V1')),
    armoured('percent-encoded', pem('ec'), (key) => `{"source":"data:,${encodeURIComponent(key)}"}`),
    armoured(
      'a PEM with headers',
      block('RSA PRIVATE KEY').replace('KEY-----\n', 'KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,AB\n\n'),
    ),
    { name: 'a PEM in base64', text: `x: ${encoded(ec)}\n`, hidden: [encoded(ec).slice(20, 60)] },
    (() => {
      const wrapped = (encoded(pem('rsa')).match(/.{1,76}/g) ?? []).join('\n');
      return {
        name: 'a PEM in base64 over lines',
        text: `x: |\n${indented(wrapped, 2)}\n`,
        hidden: wrapped.split('\n').slice(0, -1),
      };
    })(),
    (() => {
      const der = pem('rsa').split('\n').slice(1, -2).join('');
      return { name: 'DER in base64', text: `blob = ${der}\n`, hidden: [der.slice(0, 60)] };
    })(),
    (() => {
      const lines = [base64(48), base64(48), base64(20)];
      return {
        name: 'PuTTY',
        text: `PuTTY-User-Key-File-3: ssh-ed25519\nEncryption: none\nPublic-Lines: 1\nAAAA\nPrivate-Lines: 3\n${lines.join('\n')}\nPrivate-MAC: ${hex(64)}\n`,
        hidden: lines,
      };
    })(),
    one('minisign', `RWRT${mixed(120)}`, (key) => `untrusted comment: minisign encrypted secret key\n${key}\n`),
    one('age', `AGE-SECRET-KEY-1${capital(58)}`, (key) => `# created: 2026\n${key}\n`),
    one('WireGuard', base64(32), (key) => `[Interface]\nAddress = 10.0.0.1/24\nPrivateKey = ${key}\n`),
    one('WireGuard preshared', base64(32), (key) => `[Peer]\nPresharedKey=${key}\n`),
    one('Tailscale', `tskey-auth-${mixed(16)}`, (key) => `tailscale up --authkey=${key}\n`),
  ];
}

function tokens(): Planted[] {
  const rows: [string, string][] = [
    ['AWS id', `AKIA${from('ABCDEFGHIJKLMNOPQRSTUVWXYZ234567')(16)}`],
    ['GitHub', `ghp_${mixed(36)}`],
    ['GitHub fine-grained', `github_pat_${mixed(82)}`],
    ['GitLab', `glpat-${mixed(20)}`],
    ['DigitalOcean', `dop_v1_${hex(64)}`],
    ['Slack', `xoxb-${from(digits)(12)}-${from(digits)(12)}-${mixed(24)}`],
    ['Google API', `AIza${mixed(35)}`],
    ['npm', `npm_${mixed(36)}`],
    ['PyPI', `pypi-AgEIcHlwaS5vcmc${mixed(60)}`],
    ['Stripe', `sk_live_${mixed(24)}`],
    ['Vault', `hvs.${mixed(92)}`],
    ['JWT', `eyJhbGciOiJIUzI1NiJ9.eyJ${mixed(40)}.${mixed(43)}`],
    ['Docker Hub', `dckr_pat_${mixed(27)}`],
    ['k3s', `K10${hex(64)}::server:${hex(32)}`],
    ['SHA-512 crypt', `$6$${mixed(16)}$${mixed(86)}`],
    ['yescrypt', `$y$j9T$${mixed(22)}$${mixed(43)}`],
    ['bcrypt', `$2b$12$${mixed(53)}`],
  ];
  return rows.map(([name, secret]) => one(`${name}, in words`, secret, (each) => `see ${each} for it\n`));
}

function named(): Planted[] {
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
    pw('ipsec.secrets', (x) => `10.0.0.1 %any : PSK "${x}"\n`),
    pw('a comment', (x) => `# password: ${x}\na: b\n`),
    one(
      'bootstrap token',
      small(16),
      (x) => `kubeadm join 10.0.0.1:6443 --token abcdef.${x} --discovery-token-ca-cert-hash sha256:${hex(64)}\n`,
    ),
  ];
}

function addresses(): Planted[] {
  const pw = (name: string, text: (secret: string) => string): Planted => one(name, word(), text);
  return [
    pw('URL', (x) => `mirror: https://user:${x}@mirror.example.com/a\n`),
    pw('URL with an @', (x) => `u: https://user:a@${x}@mirror.example.com/a\n`),
    pw('URL with a slash', (x) => `u: https://user:a/${x}@mirror.example.com/a\n`),
    pw('URL with a token alone', (x) => `git clone https://${x}@git.example.com/a\n`),
    pw('database', (x) => `dsn = postgres://u:${x}@db/app\n`),
    pw('proxy', (x) => `export https_proxy=http://u:${x}@proxy:3128\n`),
    pw('query token', (x) => `curl "https://a.example.com/x?a=b&token=${x}&c=d"\n`),
    one('AWS signature', hex(64), (x) => `wget 'https://b.s3.amazonaws.com/k?X-Amz-Date=1&X-Amz-Signature=${x}'\n`),
    one(
      'Azure SAS',
      encodeURIComponent(base64(32)),
      (x) => `url: https://a.blob.core.windows.net/c?sv=2020&sig=${x}&se=1\n`,
    ),
    one(
      'Slack webhook',
      `T${capital(8)}/B${capital(8)}/${mixed(24)}`,
      (x) => `curl https://hooks.slack.com/services/${x}\n`,
    ),
  ];
}

function commands(): Planted[] {
  const run = (text: (secret: string) => string): Planted => {
    const secret = word();
    return { name: text('…'), text: `${text(secret)}\n`, hidden: [secret] };
  };
  return [
    run((x) => `docker login -u a -p ${x} registry.example.com`),
    run((x) => `sudo podman login --username a --password=${x} r`),
    run((x) => `[ docker, login, -u, a, -p, ${x} ]`),
    run((x) => `["docker", "login", "-u", "a", "-p", "${x}"]`),
    run((x) => `- docker\n- login\n- -p\n- ${x}`),
    run((x) => `["kubeadm", "join", "--token", "${x}"]`),
    run((x) => `- kubeadm\n- join\n- --certificate-key\n- ${x}`),
    run((x) => `kubeadm join a:6443 \\\n  --certificate-key \\\n  ${x}`),
    run((x) => `curl -sfL https://get.k3s.io | K3S_URL=https://a:6443 K3S_TOKEN=${x} sh -`),
    run((x) => `export AWS_SECRET_ACCESS_KEY=${x}`),
    run((x) => `export AWS_SECRET_ACCESS_KEY='${x}'; aws s3 ls`),
    run((x) => `curl -u user:${x} https://a`),
    run((x) => `curl -fsS --user "user:${x}" https://a`),
    run((x) => `wget --password ${x} https://a`),
    run((x) => `sshpass -p ${x} ssh a@b`),
    run((x) => `sshpass -p'${x}' scp a b`),
    run((x) => `mysql -uroot -p${x} -e 'select 1'`),
    run((x) => `mysqladmin --password=${x} ping`),
    run((x) => `PGPASSWORD=${x} psql -h a`),
    run((x) => `htpasswd -bc /etc/nginx/htpasswd user ${x}`),
    run((x) => `echo ${x} | passwd --stdin root`),
    run((x) => `echo 'root:${x}' | chpasswd`),
    run((x) => `printf '%s\\n' "${x}" | sudo -S true`),
    run((x) => `chpasswd <<< "root:${x}"`),
    run((x) => `chpasswd <<EOF\nroot:${x}\nEOF`),
    run((x) => `echo ${x} | docker login --username a --password-stdin`),
    run((x) => `echo -n ${x} | cryptsetup luksFormat /dev/sdb -`),
    run((x) => `echo ${x} > /etc/app/db-password`),
    run((x) => `echo ${x} | tee /run/secrets/db`),
    run((x) => `cat > /etc/app/api-token <<EOF\n${x}\nEOF`),
    run((x) => `redis-cli -a ${x} ping`),
    run((x) => `ldapsearch -D cn=a -w ${x} -b dc=b`),
    run((x) => `openssl rsa -in a -passin pass:${x} -out b`),
    run((x) => `useradd -m -p ${x} bob`),
    run((x) => `aws configure set aws_secret_access_key ${x}`),
    run((x) => `nmcli dev wifi connect a password ${x}`),
    run((x) => `crictl pull --creds user:${x} r/a`),
    run((x) => `skopeo copy --src-creds=user:${x} docker://a docker://b`),
    run((x) => `vault login ${x}`),
    run((x) => `pro attach ${x}`),
    run((x) => `smbclient //a/b -U user%${x}`),
    run((x) => `mount -t cifs //a/b /mnt -o username=a,password=${x}`),
    run((x) => `sh -c "docker login -p ${x} r"`),
    run((x) => `TOKEN=\${K3S_TOKEN:-${x}}`),
    run((x) => `helm registry login -u a -p ${x} r`),
    run((x) => `ssh-keygen -t ed25519 -N ${x} -f k`),
    run((x) => `tailscale up --auth-key ${x}`),
    run((x) => `wpa_passphrase home ${x} > /etc/wpa.conf`),
    run((x) => `mysql -e "CREATE USER a IDENTIFIED BY '${x}'"`),
    run((x) => `psql -c "ALTER USER a WITH PASSWORD '${x}'"`),
    run((x) => `kubectl create secret generic a --from-literal=b=${x}`),
    run((x) => `kubectl create secret generic a --from-literal b=${x}`),
    run((x) => `aws ssm put-parameter --name a --value ${x} --type SecureString`),
    run((x) => `consul agent -encrypt ${x}`),
    run((x) => `echo -n ${x} | base64`),
    run((x) => `docker run -e 'DB_PASSWORD=${x}' -e A=b image`),
    run((x) => `helm install a b --set auth.password=${x}`),
    run((x) => `psql 'host=a user=b password=${x} dbname=c'`),
    run((x) => `curl -XPOST https://a -d '{"password":"${x}"}'`),
  ];
}

/** All kinds, with new secrets at each call. */
export const plantedSecrets = (): Planted[] => [...keys(), ...tokens(), ...named(), ...addresses(), ...commands()];

/** What may be seen of a secret: none of its strings. */
export const leaked = (shown: string, { hidden }: Planted): string[] => hidden.filter((each) => shown.includes(each));

/** Guessable content of a mark: what a digest of a secret would look like. */
export const digestOf = (secret: string): string => createHash('sha256').update(secret).digest('hex');
