import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { normalise } from '../../src/resolve/normalise.js';
import { shellRules } from '../../src/resolve/rules/shell.js';
import { goldens } from '../goldens.js';
import { installed, judged } from './judge.js';

const accepts = (script: string): boolean => {
  const normal = normalise({
    kubernetes: { version: '1.36.4' },
    controlPlane: { endpoint: 'https://10.240.0.10:6443' },
    network: { podCIDR: '10.200.0.0/16', serviceCIDR: '10.32.0.0/24' },
    target: { os: 'debian-13' },
    firstBoot: { onReady: script },
  });
  return shellRules(normal).length === 0;
};

/** What scripts are made of, whole and torn. */
const pieces = [
  ...[
    'if ',
    'then ',
    'else ',
    'elif ',
    'fi',
    'for f in a b; do ',
    'while ',
    'do ',
    'done',
    'case $x in a) ',
    ';; ',
    'esac',
  ],
  ...[
    '{ ',
    '}',
    '(',
    ')',
    '((',
    '))',
    '[[ ',
    ' ]]',
    '[ -f a ]',
    '$(',
    '${x',
    '${x:-',
    '`',
    '"',
    "'",
    "$'",
    '<<E\n',
    'E\n',
  ],
  ...[
    '\n',
    '; ',
    ' & ',
    ' && ',
    ' || ',
    ' | ',
    '>',
    '< /dev/null',
    '2>&1',
    '#',
    '\\',
    '$x',
    'echo ',
    'true',
    'f() ',
    'x=',
    '!',
  ],
  ...['x=(a b)', 'local y', 'echo a\n', 'set -e\n', 'a b', '1 + 2', '*', '~', 'time '],
];
const drawn = fc.sample(
  fc.array(fc.constantFrom(...pieces), { maxLength: 8 }).map((parts) => parts.join('')),
  { numRuns: 1500, seed: Number(process.env.BOOTWRIGHT_SEED ?? 20261127) },
);

judged('bash', installed('bash', '--version'), (bash) => {
  // Of a `[[` without its end bash -n complains, and its status is 0 all the same.
  const read = (script: string): boolean => {
    const { status, stderr } = spawnSync(bash, ['-n'], { input: script, encoding: 'utf8', env: { LC_ALL: 'C' } });
    return status === 0 && !/syntax error|unexpected|conditional/.test(stderr);
  };

  it('takes every script of the goldens, as we do', () => {
    const scripts = goldens
      .flatMap(({ files }) => files.map(({ content }) => content))
      .filter((content) => /^#!.*\b(ba)?sh\b/.test(content));
    const different = [...new Set(scripts)];
    expect(different.length).toBeGreaterThan(5);
    expect(different.filter((script) => !read(script) || !accepts(script))).toEqual([]);
  });

  it('refuses drawn scripts that we refuse, and takes all but one in a hundred that we take', () => {
    const verdicts = drawn.map((script) => ({ script, ours: accepts(script), theirs: read(script) }));
    const onlyWeRefuse = verdicts.filter(({ ours, theirs }) => !ours && theirs).map(({ script }) => script);
    const onlyWeAccept = verdicts.filter(({ ours, theirs }) => ours && !theirs).map(({ script }) => script);
    expect(verdicts.filter(({ theirs }) => theirs).length).toBeGreaterThan(100);
    // Backquotes and here-documents are read by bash when it comes to them, and by us at once.
    const readLater = /`|<</;
    expect(onlyWeRefuse.filter((script) => !readLater.test(script))).toEqual([]);
    expect(onlyWeAccept.length).toBeLessThanOrEqual(drawn.length / 100);
  }, 120_000);
});
