import { generateKeyPairSync } from 'node:crypto';
import { base64, capital, digits, encoded, from, hex, mixed, one, type Planted } from './planted.js';

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

/** Private keys, in every form in which files have them. */
export function keys(): Planted[] {
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

/** Tokens that are known by their look. */
export function tokens(): Planted[] {
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
