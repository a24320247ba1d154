import { describe, expect, test } from 'vitest';
import { searched } from './find.js';

describe('takes as many steps as a text has characters', () => {
  /** What makes careless patterns slow, each repeated. */
  const hostile = [
    ...[
      'a=',
      'token:',
      'token: "',
      "password: '",
      'auth: a b ',
      'auth: " ',
      'token:\n ',
      'token: true\n ',
      '--token ',
      '-',
    ],
    ...[
      'curl ',
      'curl -u ',
      'echo a | ',
      'chpasswd <<A\n',
      '-----BEGIN PRIVATE KEY-----\n',
      '//',
      'http://a:',
      'http://a@',
    ],
    ...[
      'AAAA',
      'AAAA\n',
      'SGVsbG8gd29ybGQgaGVsbG8gd29ybGQK ',
      'data:',
      'data:,%',
      'Bearer ',
      '"',
      '\\',
      '\\"',
      'token: [',
      '<token>',
    ],
    ...[
      '{',
      'password: |\n',
      'chpasswd: {list: ',
      'kind: Secret\ndata: {',
      'kind: Secret\ndata:\n',
      ' ',
      '\n',
      'token:\t\t\t',
    ],
    ...[
      'machine a password ',
      'ghp_',
      '$6$',
      'a:',
      'name: a value: ',
      'token: /etc ',
      'untrusted comment: secret key\n',
    ],
    ...[
      'Private-Lines: 1\n',
      `\${token:-`,
      'token:\r\n',
      'token: """',
      'token: |\n a\n',
      'token:\n- ',
      '- --token\n',
      '"\\n',
      '[a]\nb=c\n',
    ],
    ...[
      'docker login \\\n',
      '- docker\n',
      'x token: a the of ',
      'Authorization: "a ',
      '"curl" ',
      'eyJ',
      'abcdef.',
      'keyFile: source: ',
    ],
    // Each of these was read again and again to its end, or to a bound that is far away.
    ...[
      'eyJ-',
      'auth: [ ',
      '{auth: a b ',
      '[--auth,a(',
      '//a',
      '//a:b',
      '"a\\nb" ',
      'a:b\n',
      'root:x:0:0:a:a:a:a:a\n',
      'machine a\n\n\n',
      'kind: Secret\n',
      'PASSWORD ',
      ':',
    ],
  ];

  test.each(hostile)('%j', (part) => {
    const [once, twice] = [1, 2].map(
      (times) => searched(part.repeat(Math.ceil((times * 20_000) / part.length))).steps,
    ) as [number, number];
    expect(twice / once).toBeLessThan(2.2);
    expect(once / 20_000).toBeLessThan(250);
  });
});

test('of lines that lie ever deeper below one another only the start is read for a name that may be none', () => {
  const steps = [100, 200].map((lines) => {
    const text = Array.from({ length: lines }, (_, at) => `${' '.repeat(at)}auth: a b`).join('\n');
    return searched(text).steps / text.length;
  }) as [number, number];
  expect(steps[1] / steps[0]).toBeLessThan(1.5);
});

test('layers that double each other cost no more than a bound, and what is beyond is hidden', () => {
  let text = 'nothing secret at all in this text\n'.repeat(30);
  for (let layer = 0; layer < 4; layer += 1) text = JSON.stringify(`${Buffer.from(text).toString('base64')}\n`);
  const { secrets, steps } = searched(text);
  expect(steps / text.length).toBeLessThan(200);
  expect(secrets.map(({ shape }) => shape)).toEqual(['unread']);
});
