import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { leaked, plantedSecrets } from '../../test/planted-secrets.js';
import { readDocument } from '../review/read-document.js';
import { blockShapes } from './block-shapes.js';
import { commandShapes } from './command-shapes.js';
import { replaced, secretsIn } from './find.js';
import { headerShapes } from './headers.js';
import { SecretLabels } from './labels.js';
import { lineShapes } from './line-shapes.js';
import { secretMark } from './mark.js';
import { nameShapes } from './name-shapes.js';
import { secretNamed } from './secret-names.js';
import { secretWords } from './secret-words.js';
import { tokenShapes } from './token-shapes.js';

const shown = (text: string): string => replaced(text, secretsIn(text), () => '<secret>');

const planted = plantedSecrets();

test('hides each planted secret', () => {
  expect(planted.length).toBeGreaterThan(160);
  const seen = planted.filter((each) => leaked(shown(each.text), each).length > 0);
  expect(seen.map(({ name, text }) => `${name}:\n${text}--- is shown as\n${shown(text)}`)).toEqual([]);
});

test('every row has a source, and hides what is made after it', () => {
  for (const { source } of [
    ...blockShapes,
    ...commandShapes,
    ...headerShapes,
    ...lineShapes,
    ...nameShapes,
    ...tokenShapes,
  ])
    expect(source).toMatch(/\w/);
  for (const { id, prefixes, set, least } of tokenShapes) {
    const character = Array.from({ length: 128 }, (_, code) => code).find((code) => set[code] === 1 && code >= 48) ?? 0;
    const rest = String.fromCharCode(character).repeat(least) + (id === 'jwt' ? '.a' : '');
    for (const prefix of prefixes) expect(shown(`see ${prefix}${rest} there`)).toBe('see <secret> there');
  }
  for (const { words = [], parts = [], keys = [], names = [] } of nameShapes) {
    const all = [...words, ...parts, ...keys.map((word) => `${word}-key`), ...names];
    for (const name of all) expect([name, secretNamed(name)?.id]).toEqual([name, expect.any(String)]);
  }
});

test.each(commandShapes)(
  'hides what $id is given',
  ({ programs, options = [], users = [], attached = [], verbs = [], id }) => {
    const verb = verbs[0] === undefined ? '' : ` ${verbs[0]}`;
    const sign = id === 'samba' ? '%' : ':';
    const given = [
      ...options.map((option) => `${option} Zq7wertz`),
      ...users.map((option) => `${option} u${sign}Zq7wertz`),
      ...attached.map((option) => `${option}Zq7wertz`),
    ];
    for (const program of programs)
      for (const words of given) expect(shown(`${program}${verb} ${words} x`)).not.toContain('Zq7wertz');
  },
);

describe('shows what is none', () => {
  test.each([
    'tokenFile: /var/run/token\n',
    'password: ""\n',
    'passwordPolicy: strict\ntokenAttributes: [a, b]\nsecretName: web-tls\n',
    'lock_passwd: true\nssh_pwauth: false\n',
    'kubeadm token create --ttl 1h\n',
    'kubeadm join a:6443 --discovery-token-ca-cert-hash sha256:0123456789abcdef0123456789abcdef --discovery-file /x\n',
    'kubelet --authentication-token-webhook=true --tls-private-key-file=/a/b.key --client-ca-file /c\n',
    'token=$(curl -fsS "$address" -H "X-aws-ec2-metadata-token-ttl-seconds: 60")\ncurl -H "X-aws-ec2-metadata-token: $token"\n',
    'curl -H "Metadata-Flavor: Google" -H "Authorization: Bearer $token" http://metadata\n',
    `export DB_PASSWORD="$(cat /run/secrets/db)"\nPASSWORD=\${PASSWORD}\n`,
    'automountServiceAccountToken: false\nkind: ServiceAccount\n',
    'env:\n- name: PASSWORD\n  valueFrom: {secretKeyRef: {name: db, key: password}}\n',
    'volumes:\n- name: s\n  secret: {secretName: web}\n',
    'authorization: {mode: Webhook}\nauth: none\n',
    'https://example.com:8443/path@v1 ssh://git@example.com/a git@example.com:a/b\n',
    'PasswordAuthentication no\nPermitEmptyPasswords no\n',
    '# the password: it is in the file that the operator keeps\n',
    'docker login --username a --password-stdin < /root/pw\n',
    'app --token --verbose --password -v --secret -auto-approve\n',
    'root:x:0:0:root:/root:/bin/bash\ndaemon:*:19000:0:99999:7:::\n',
    'a:!:19000:0:99999:7:::\nb:!!:19000:0:99999:7:::\nc:!*:19000:0:99999:7:::\nd:x:19000:0:99999:7:::\ne:*LK*:19000::::::\n',
    'Basic authentication and Bearer authentication\n',
    'resources: ["secrets", "tokenreviews"]\n',
    '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n-----BEGIN PUBLIC KEY-----\nMFkw\n-----END PUBLIC KEY-----\n',
    'mysql -u root -p < a.sql\n',
    'if [ "$token" != x ] && [ "$token" == y ]; then echo; fi\n',
  ])('%j', (text) => {
    expect(shown(text)).toBe(text);
  });
});

function walk(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? walk(path) : [path];
  });
}

test('of all that is rendered into out/ the private keys and the tokens are hidden, and nothing else', () => {
  const expected =
    /^(?:-----BEGIN (?:\w+ )?PRIVATE KEY-----[\s\S]*|-----BEGIN%20PRIVATE%20KEY-----\S*|notasecretatall0|not-a-secret|cm9ib3Qkbm9kZTpub3QtYS1zZWNyZXQ=|LS0tLS1CRUdJTi[\w+/=]+|H4sIA[\w+/=\s]+)$/;
  const others = new Set<string>();
  const kinds = new Set<string>();
  for (const path of walk('out')) {
    const bytes = readFileSync(path);
    const review = readDocument(bytes);
    const files = 'tree' in review ? review.tree.files.map(({ content }) => new TextDecoder().decode(content)) : [];
    for (const text of [...(path.endsWith('.gz') ? [] : [bytes.toString('utf8')]), ...files])
      for (const { start, end, shape } of secretsIn(text)) {
        kinds.add(shape);
        if (!expected.test(text.slice(start, end)))
          others.add(`${path}: ${shape}: ${text.slice(start, end).slice(0, 200)}`);
      }
  }
  expect([...others]).toEqual([]);
  expect([...kinds].sort()).toEqual([
    'base64-packed',
    'basic',
    'bootstrap-token',
    'data-address',
    'key',
    'pem',
    'registry-auth',
    'token',
    'userinfo',
  ]);
}, 120_000);

test.each(lineShapes)('each line that $id knows holds its words', ({ line, holds, file }) => {
  // A row whose words are not those of its pattern would never be asked.
  for (const word of holds) expect(line.source).toContain(word);
  for (const word of file?.holds ?? []) expect(file?.line.source.replaceAll('\\', '')).toContain(word);
});

test('a list is hidden wherever it ends', () => {
  for (const blanks of [1, 2000]) {
    const text = `token: [\n${' '.repeat(blanks)}"Zq7wertzAB", "b"]\n`;
    expect(shown(text)).not.toContain('Zq7wertz');
  }
});

test('a label tells whether two secrets are the same, and nothing else', () => {
  const mark = (text: string): string => secretMark(new TextEncoder().encode(text));
  const labels = new SecretLabels();
  expect(labels.in(`${mark('a')} ${mark('b')} ${mark('a')}`)).toBe('<secret 1> <secret 2> <secret 1>');
  expect(labels.in(mark('b'))).toBe('<secret 2>');
  expect(new SecretLabels().in(mark('b'))).toBe('<secret 1>');
});

test('words of a command are hidden one by one', () => {
  const words = ['docker', 'login', '-p', 'Zq7 "wertz', '--creds=a', '--token', 'abcdef.0123456789abcdef'];
  expect(secretWords(words).map((word, at) => word?.(() => '<secret>') ?? words[at])).toEqual([
    'docker',
    'login',
    '-p',
    '<secret>',
    '--creds=a',
    '--token',
    'abcdef.<secret>',
  ]);
});
