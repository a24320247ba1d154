import { belongsTo, readPrivateKey } from '../pki/private-key.js';
import { readCertificate } from '../pki/reading.js';
import type { FactName, FactSource, Facts } from './facts.js';
import { pinOf } from './pin.js';

/** A fact, and the file that says it. */
export interface Said {
  readonly text: string;
  readonly by: string;
}

/** What is known of a cluster when all its files are read. */
export interface AdoptedCluster {
  readonly facts: Readonly<Partial<Record<Exclude<FactName, 'pins'>, Said>>>;
  /** Digests of the CA's public key that somebody printed, without a CA to hold them against. */
  readonly pins: readonly string[];
}

/** Why nothing is written: a sentence, and what to do. */
export interface AdoptionProblem {
  readonly text: string;
  readonly hint: string;
}

/** What sources may say differently without being of two clusters: the first one counts. */
const firstCounts: readonly FactName[] = ['endpoint', 'name', 'tokenEnd'];

/** Facts that no spec is without, the file that has each, and the option that says it in its place. */
const needed: readonly (readonly [FactName, string, string])[] = [
  ['version', "the cluster's release", '--kubernetes'],
  ['endpoint', "the API server's address", '--endpoint'],
  ['podCIDR', "the pods' range", '--pod-cidr'],
  ['serviceCIDR', "the Services' range", '--service-cidr'],
];

const optionOf = new Map<FactName, string>([...needed.map(([fact, , option]) => [fact, option] as const)]);

/** Two PEM texts of the same certificates are one; other texts are as they stand. */
const sameText = (fact: FactName, one: string, other: string): boolean =>
  fact === 'authority'
    ? readCertificate(one)?.serial === readCertificate(other)?.serial && spkiOf(one) === spkiOf(other)
    : one === other;

const spkiOf = (pem: string): string | undefined => {
  const certificate = readCertificate(pem);
  return certificate && pinOf(certificate);
};

/** Lays the files of one cluster over each other, the given ones first; or the reason why they can't be one cluster's. */
export function settle(sources: readonly FactSource[]): AdoptedCluster | AdoptionProblem[] {
  const problems: AdoptionProblem[] = [];
  const facts: Partial<Record<FactName, Said>> = {};
  for (const { name, facts: said } of sources) {
    for (const [fact, value] of Object.entries(said) as [FactName, Facts[FactName]][]) {
      if (typeof value !== 'string') continue;
      const before = facts[fact];
      facts[fact] ??= { text: value, by: name };
      if (before === undefined || firstCounts.includes(fact) || sameText(fact, before.text, value)) continue;
      // What an option said is meant.
      if (before.by !== optionOf.get(fact)) problems.push(contradiction(fact, before, { text: value, by: name }));
    }
  }
  const pins = sources.flatMap(({ facts: { pins: own } }) => own ?? []);
  problems.push(...authorityProblems(facts, pins), ...missingFacts(facts));
  return problems.length > 0
    ? problems
    : { facts: facts as AdoptedCluster['facts'], pins: facts.authority ? [] : pins };
}

const shown = (fact: FactName, { text, by }: Said): string =>
  ['authority', 'authorityKey', 'token'].includes(fact) ? by : `${by} says ${text}`;

function contradiction(fact: FactName, one: Said, other: Said): AdoptionProblem {
  const option = optionOf.get(fact);
  const both = `${shown(fact, one)}, ${shown(fact, other)}`;
  if (option !== undefined) return { text: `two values for ${fact}: ${both}`, hint: `choose one with ${option}` };
  return {
    text: `these belong to two clusters, or hold two ${fact === 'token' ? 'tokens' : fact}: ${both}`,
    hint: 'leave one of them out',
  };
}

function missingFacts(facts: Partial<Record<FactName, Said>>): AdoptionProblem[] {
  const missing = needed.filter(([fact]) => facts[fact] === undefined);
  if (missing.length === 0) return [];
  const names = missing.map(([, words]) => words).join(', ');
  const options = missing.map(([, , option]) => `${option} …`).join(' ');
  return [
    {
      text: `no file has ${names}`,
      hint: `add what "kubectl -n kube-system get cm kubeadm-config -o yaml" prints, or set ${options}`,
    },
  ];
}

/** Whether CA, key and pins belong together. */
function authorityProblems(
  { authority, authorityKey }: Partial<Record<FactName, Said>>,
  pins: readonly string[],
): AdoptionProblem[] {
  const certificate = authority && readCertificate(authority.text);
  if (authority !== undefined && certificate === undefined) {
    return [{ text: `${authority.by} has no readable certificate`, hint: 'copy it again' }];
  }
  const key = authorityKey && readPrivateKey(authorityKey.text);
  const problems: AdoptionProblem[] = [];
  if (authorityKey !== undefined && typeof key === 'string') {
    problems.push({
      text: `${authorityKey.by} holds a key that is ${key}`,
      hint: 'leave it out: the certificate is enough for bootstrap tokens',
    });
  } else if (authority !== undefined && certificate && authorityKey !== undefined && typeof key === 'object') {
    if (belongsTo(key, certificate.publicKey) === false)
      problems.push({
        text: `${authorityKey.by} is not the key of ${authority.by}`,
        hint: 'leave out the one that belongs to another cluster',
      });
  }
  if (certificate && pins.length > 0 && !pins.includes(pinOf(certificate))) {
    problems.push({
      text: `${authority.by} is not the CA that the join command pins: it has ${pinOf(certificate)}`,
      hint: `use the ca.crt of the cluster that printed the command (${pins.join(', ')})`,
    });
  }
  return problems;
}
