import { commandName } from './command-name.js';
import type { Differs, Fact, Facts } from './facts.js';
import { placesOf, type Statement } from './statement.js';

/** A statement and the lines of the article that make it. */
export interface ArticleStatement extends Statement {
  readonly lines: number | string;
}

/** What is in a document in place of something in the article. */
export interface NamedDifference extends Statement {
  readonly name: string;
}

/** What an article says of one node, and where the document differs on purpose. */
export interface Article {
  readonly statements: readonly ArticleStatement[];
  readonly differences: readonly NamedDifference[];
}

/** The facts about one node, with its own names and addresses in place of `${NAME}`. */
export function articleOf(facts: Facts, node: string): Article {
  const isOwn = (fact: Fact): boolean => (fact.nodes ?? [node]).includes(node) && !isAboutCluster(fact);
  return articleAbout(filledIn(facts, facts.nodes[node] ?? {}), isOwn, (key) => !isOfCluster(key));
}

/** The facts about what the cluster needs beside its nodes: the files `cluster/…`. */
export function clusterArticleOf(facts: Facts): Article {
  return articleAbout(filledIn(facts, facts.cluster ?? {}), isAboutCluster, isOfCluster);
}

const isAboutCluster = ({ file, files = {} }: Fact): boolean =>
  [file ?? '', ...Object.keys(files)].some((path) => isOfCluster(path));

const isOfCluster = (path: string): boolean => path.startsWith('cluster/');

function articleAbout(facts: Facts, isAbout: (fact: Fact) => boolean, isOwn: (key: string) => boolean): Article {
  const about = facts.facts.filter(isAbout);
  return {
    statements: about.flatMap((fact) => statementsOf(fact).map((statement) => ({ ...statement, lines: fact.lines }))),
    differences: [
      ...about.flatMap(({ differs = {}, file }) => differencesOf(differs, file === undefined ? '' : `${file} `)),
      ...differencesOf(facts.added, '').filter(({ key }) => isOwn(key)),
    ],
  };
}

function filledIn(facts: Facts, variables: Readonly<Record<string, string>>): Facts {
  const text = Object.entries(variables).reduce(
    (before, [name, value]) => before.replaceAll(`\${${name}}`, value),
    JSON.stringify(facts),
  );
  return JSON.parse(text);
}

function differencesOf(differs: Differs, prefix: string): NamedDifference[] {
  return Object.entries(differs).flatMap(([name, places]) => {
    const pairs = Array.isArray(places)
      ? places.map((place): [string, unknown] => [place, true])
      : Object.entries(places);
    return pairs.map(([place, value]) => ({ name, key: `${prefix}${place}`.trim(), value }));
  });
}

const flag = (key: string): Statement => ({ key, value: true });

/** A program as `chmod +x` leaves it, a directory as mkdir does, a file as tee does: under the usual umask, root's. */
function statementsOf(fact: Fact): Statement[] {
  return [
    ...(fact.packages ?? []).map((name) => flag(`package ${name}`)),
    ...Object.entries(fact.downloads ?? {}).flatMap(([name, url]) => [
      flag(`download ${name}`),
      { key: `download ${name} @url`, value: url },
      { key: `download ${name} @checked`, value: false },
    ]),
    ...Object.entries(fact.lookups ?? {}).map(([name, url]) => ({ key: `lookup ${name}`, value: url })),
    ...Object.entries(fact.programs ?? {}).flatMap(([name, path]) => [
      flag(`program ${name}`),
      { key: `program ${name} @path`, value: path },
      { key: `program ${name} @mode`, value: fact.mode ?? '0755' },
    ]),
    ...(fact.directories ?? []).flatMap((path) => [
      flag(`directory ${path}`),
      { key: `directory ${path} @mode`, value: fact.mode ?? '0755' },
      { key: `directory ${path} @owner`, value: fact.owner ?? 'root:root' },
    ]),
    ...(fact.groups ?? []).map((name) => flag(`group ${name}`)),
    ...Object.entries(fact.users ?? {}).flatMap(([name, user]) => [
      flag(`user ${name}`),
      ...placesOf(user).map(([place, value]) => ({ key: `user ${name} ${place}`, value })),
    ]),
    ...Object.entries(fact.files ?? {}).flatMap(([path, kind]) => [
      ...existence(path, fact.mode ?? (kind === 'key' ? '0600' : '0644'), fact.owner),
      { key: `${path} @is`, value: kind },
    ]),
    ...(fact.file === undefined ? [] : fileStatements(fact.file, fact)),
    ...(fact.swap === undefined ? [] : [{ key: 'swap', value: fact.swap }]),
    ...Object.entries(fact.fstab ?? {}).map(([line, result]) => ({ key: `fstab ${line}`, value: result })),
    ...(fact.start === undefined ? [] : [{ key: 'start', value: fact.start }]),
  ];
}

function existence(path: string, mode: string, owner = 'root:root'): Statement[] {
  // git keeps no modes, so those of the cluster's folder are not in the golden files.
  if (isOfCluster(path)) return [flag(path)];
  return [flag(path), { key: `${path} @mode`, value: mode }, { key: `${path} @owner`, value: owner }];
}

function fileStatements(path: string, fact: Fact): Statement[] {
  const { document, values = {}, settings = {}, command, flags = {}, commands = [], mode = '0644', owner } = fact;
  const places = [
    ...placesOf(values, document).filter(([place]) => place !== ''),
    ...placesOf(settings).flatMap(([place, value]): [string, unknown][] =>
      place === '' ? [] : [[place, text(value)]],
    ),
    ...(command === undefined ? [] : [['command', command] as [string, unknown]]),
    ...Object.entries(flags).map(([name, value]): [string, unknown] => [`--${name}`, text(value)]),
    ...commands.map((line): [string, unknown] => [`$ ${commandName(line)}`, true]),
  ];
  return [...existence(path, mode, owner), ...places.map(([place, value]) => ({ key: `${path} ${place}`, value }))];
}

/** Units know only text; a list of names is in no order. */
const text = (value: unknown): unknown => (Array.isArray(value) ? value.map(String) : String(value));
