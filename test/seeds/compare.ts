import type { Article } from './article-statements.js';
import { type Statement, spelled } from './statement.js';

/**
 * Where an article and a document part without a name for it: a fact that the document lacks, a thing in the document
 * that is neither fact nor named difference, and a named difference that is none, or another one than it says.
 */
export function partings({ statements, differences }: Article, document: readonly Statement[]): string[] {
  const here = new Map(document.map(({ key, value }) => [key, value]));
  const there = new Map(statements.map(({ key, value }) => [key, value]));
  const named = new Map(differences.map(({ key, value }) => [key, value]));
  // A thing that is wholly left out, or wholly added, differs in all of its places.
  const wholes = new Set(differences.flatMap(({ key, value }) => (value === null || value === true ? [key] : [])));
  const isCovered = (key: string): boolean => subjectsOf(key).some((subject) => wholes.has(subject));

  const lacking = statements.flatMap(({ key, value, lines }) =>
    named.has(key) || isCovered(key) || same(value, here.get(key))
      ? []
      : [`lines ${lines}: ${key} is ${spelled(value)} in the article, ${spelled(here.get(key))} in the document`],
  );
  const isKnown = ({ key, value }: Statement): boolean =>
    there.has(key) || named.has(key) || isCovered(key) || goesWithout(key, value, there);
  // Of a thing that is surplus as a whole, the whole is enough.
  const surpluses = new Set(document.filter((statement) => !isKnown(statement)).map(({ key }) => key));
  const surplus = document.flatMap(({ key, value }) =>
    !surpluses.has(key) || subjectsOf(key).some((subject) => surpluses.has(subject))
      ? []
      : [`${key} is ${spelled(value)} in the document, and neither a fact nor a named difference`],
  );
  const stale = differences.flatMap(({ name, key, value }) => {
    if (!same(value, here.get(key))) {
      return [`difference ${name}: ${key} should be ${spelled(value)}, and is ${spelled(here.get(key))}`];
    }
    return same(value, there.get(key)) ? [`difference ${name}: ${key} differs no longer`] : [];
  });
  return [...lacking, ...surplus, ...stale];
}

const same = (one: unknown, other: unknown): boolean => spelled(one) === spelled(other);

/** What a thing is part of: the file of `/etc/x.toml a.b`, the program of `program runc @mode`. */
function subjectsOf(key: string): string[] {
  const words = key.split(' ');
  return words.slice(1).map((_, index) => words.slice(0, index + 1).join(' '));
}

/** What a document need not account for. */
function goesWithout(key: string, value: unknown, there: ReadonlyMap<string, unknown>): boolean {
  const [subject = '', place = ''] = key.split(' ');
  // Directories come with the files and programs in them, unless they are closed or somebody's.
  if (subject === 'directory') return value === true || value === '0755' || value === 'root:root';
  // A script of ours does more than the article's commands.
  if (place === '@is' || place === '$') return there.has(subject);
  // A file whose content the article does not show.
  const isShown = [...there.keys()].some((each) => each.startsWith(`${subject} `) && !each.startsWith(`${subject} @`));
  return subject.includes('/') && !place.startsWith('@') && there.has(subject) && !isShown;
}
