import { describe, expect, it } from 'vitest';
import { goldens } from '../goldens.js';
import { articleOf } from './article-statements.js';
import { partings } from './compare.js';
import { documentStatements } from './document-statements.js';
import { readFacts } from './facts.js';
import { accountFlaws } from './line-ranges.js';
import { spelled } from './statement.js';

// The judge of the seeds, judged: whatever is changed in a document or in the facts, it tells.
const article = articleOf(readFacts('seed-004-kthw-1.21'), 'worker-0');
const golden = goldens.find(({ name }) => name === 'seed-004-kthw-1.21/worker-0.cloud-config.yaml');
if (!golden) throw new Error('seed 004 has no worker-0');
const document = documentStatements(golden, []);
const here = new Map(document.map(({ key, value }) => [key, value]));
const without = (key: string) => document.filter((each) => each.key !== key);
const named = new Set(article.differences.map(({ key }) => key));
const kept = article.statements.filter(
  ({ key, value }) => !named.has(key) && spelled(here.get(key)) === spelled(value),
);

describe('a fact', () => {
  it.each(kept)('$key is missed where it is gone, and where it is another', ({ key, value, lines }) => {
    const says = `lines ${lines}: ${key} is ${spelled(value)} in the article, `;
    expect(partings(article, without(key))).toContain(`${says}nothing in the document`);
    expect(partings(article, [...without(key), { key, value: 'other' }])).toContain(`${says}"other" in the document`);
  });

  it('is most of what the article says', () => {
    expect(kept.length).toBeGreaterThan(80);
  });
});

describe('a difference', () => {
  it.each(article.differences)('$key is missed where it is gone, and where it is another', ({ key, name, value }) => {
    const says = `difference ${name}: ${key} should be ${spelled(value)}, and is`;
    if (value !== null) expect(partings(article, without(key))).toContain(`${says} nothing`);
    expect(partings(article, [...without(key), { key, value: 'other' }])).toContain(`${says} "other"`);
  });

  it('that is none is told', () => {
    const statements = [...article.statements, ...article.differences.map((each) => ({ ...each, lines: 1 }))];
    const stale = article.differences.map(({ name, key }) => `difference ${name}: ${key} differs no longer`);
    expect(partings({ ...article, statements }, document)).toEqual(expect.arrayContaining(stale));
  });
});

it.each([
  ['/etc/motd', true],
  ['package tcpdump', true],
  ['/etc/systemd/system/kubelet.service --fail-swap-on', 'false'],
  ['/var/lib/kubelet/kubelet-config.yaml maxPods', 250],
  ['directory /srv @mode', '0700'],
  ['directory /srv @owner', 'nobody:nobody'],
  ['user nobody', true],
  ['program tool', true],
])('%s in the document is told where no article has it', (key, value) => {
  const says = `${key} is ${spelled(value)} in the document, and neither a fact nor a named difference`;
  expect(partings(article, [...document, { key, value }])).toEqual([says]);
});

describe('an account of lines', () => {
  it('is exact', () => {
    expect(accountFlaws('1-3, 7', [{ lines: '1-2' }, { lines: '3, 7' }, { lines: 5 }])).toEqual([]);
  });

  it('has no line twice, none left out, and no entry half in a block', () => {
    expect(accountFlaws('1-3, 7', [{ lines: '1-2' }, { lines: '2-4' }])).toEqual([
      '2-4 is partly outside the code blocks',
      'line 2 is accounted for 2 times',
      'line 7 is accounted for 0 times',
    ]);
  });
});
