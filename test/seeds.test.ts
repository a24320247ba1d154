import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { withDifferences } from '../scripts/difference-table.js';
import { fixtures, goldens } from './goldens.js';
import { installed, judged } from './judges/judge.js';
import { articleOf, clusterArticleOf } from './seeds/article-statements.js';
import { partings } from './seeds/compare.js';
import { clusterStatements, documentStatements } from './seeds/document-statements.js';
import { hasFacts, readFacts } from './seeds/facts.js';
import { accountFlaws } from './seeds/line-ranges.js';

const seeds = readdirSync('fixtures').filter(hasFacts);

it('there are five articles', () => {
  expect(seeds.map((name) => name.slice(0, 8))).toEqual([0, 1, 2, 3, 4].map((number) => `seed-00${number}`));
});

describe.each(seeds)('%s', (seed) => {
  const facts = readFacts(seed);

  it('accounts once for every line of every code block of the article', () => {
    expect(accountFlaws(facts.blocks, facts.facts)).toEqual([]);
  });

  it('uses every difference that it names, and names every one that it uses', () => {
    const used = [facts.added, ...facts.facts.map(({ differs }) => differs ?? {})].flatMap(Object.keys);
    expect([...new Set(used)].sort()).toEqual(Object.keys(facts.differences).sort());
  });

  it("has a document for each of the article's nodes", () => {
    expect(fixtures).toContain(seed);
    const nodes = Object.keys(facts.nodes).map((node) => `${seed}/${node}.cloud-config.yaml`);
    expect(goldens.map(({ name }) => name).filter((name) => name.startsWith(`${seed}/`))).toEqual(nodes);
  });

  it.each(Object.keys(facts.nodes))('%s is what the article makes, but for named differences', (node) => {
    const golden = goldens.find(({ name }) => name === `${seed}/${node}.cloud-config.yaml`);
    if (!golden) throw new Error(`${seed} has no document for ${node}`);
    const fstab = facts.facts.flatMap((fact) => Object.keys(fact.fstab ?? {}));
    const found = partings(articleOf(facts, node), documentStatements(golden, fstab));
    expect(found.map((text) => `${seed} ${node}: ${text}`)).toEqual([]);
  });

  judged('bash 4', installed('bash', '-c', 'declare -A a'), () => {
    it("has the cluster's side of the article in its folder, but for named differences", () => {
      const { DNS_ADDRESS: dnsAddress = '', NETWORK: network = '' } = facts.cluster ?? {};
      const setting = { nodes: Object.keys(facts.nodes), dnsAddress, network };
      const found = partings(clusterArticleOf(facts), clusterStatements(join('out', seed, 'cluster'), setting));
      expect(found.map((text) => `${seed}: ${text}`)).toEqual([]);
    });
  });

  it('tells readers of the same differences in its README.md (npm run docs)', () => {
    const readme = readFileSync(join('fixtures', seed, 'README.md'), 'utf8');
    expect(readme).toBe(withDifferences(readme, facts));
  });
});
