/**
 * Adds the digests of a release to the catalogue, from the checksum files that its publisher gives. It reads files,
 * folders of them or standard input, and writes `data/digests.tsv` when nothing contradicts. It fetches nothing:
 * docs/artifacts.md says how the files are got.
 *
 *   npm run add-release -- FILE|FOLDER... [--pre-releases] [--check]
 *   … | npm run add-release -- --from ADDRESS
 *   npm run --silent add-release -- --where NAME VERSION
 *
 * Ends with 1 where a file is not understood or says another digest than the catalogue, with 2 on wrong usage.
 */
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type ArtifactName, artifactNames } from '../src/eras/artifact-names.js';
import { publishedDigest } from '../src/eras/catalogue.js';
import { type Addition, addDigests, type ChecksumSource } from './add-digests.js';
import { keyOf } from './digest-table.js';

const usage =
  'npm run add-release -- FILE|FOLDER... [--pre-releases] [--check] | --from ADDRESS | --where NAME VERSION';

function misuse(text: string): number {
  console.error(`${text}\nusage: ${usage}`);
  return 2;
}

/** A folder's checksum files, in order: what else lies there, as the artifacts themselves, is not read. */
function filesBelow(path: string): string[] {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path, { recursive: true, encoding: 'utf8' })
    .sort()
    .filter((name) => /\.sha\d+(sum)?$|SHA\d+SUMS$|CHANGELOG[^/]*\.md$/.test(name))
    .map((name) => join(path, name));
}

function sayWhere(name: string, version: string): number {
  if (!artifactNames.includes(name as ArtifactName)) return misuse(`${name} is none of ${artifactNames.join(', ')}`);
  const places = (['amd64', 'arm64'] as const).map((arch) => publishedDigest(name as ArtifactName, version, arch));
  const known = [...new Set(places.filter((place) => place !== undefined))];
  if (known.length === 0) return misuse(`${name} ${version}: its publisher gives no checksum file`);
  for (const place of known) console.log(place);
  return 0;
}

function report({ added, known, others, preReleases, problems }: Addition, check: boolean): number {
  for (const problem of problems) console.error(problem);
  for (const row of added) console.log(`+ ${keyOf(row)} ${row.digest}`);
  const counts = [`${added.length} added`, `${known.length} known`, `${others} of other files`];
  if (preReleases > 0) counts.push(`${preReleases} of pre-releases left out (--pre-releases takes them)`);
  console.error(
    problems.length > 0
      ? `nothing is written: ${problems.length} problems`
      : `${counts.join(', ')}${check ? '; not written' : ''}`,
  );
  return problems.length > 0 ? 1 : 0;
}

function main(): number {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      from: { type: 'string' },
      where: { type: 'boolean' },
      check: { type: 'boolean', default: false },
      'pre-releases': { type: 'boolean', default: false },
      table: { type: 'string', default: 'data/digests.tsv' },
    },
  });
  if (values.where) {
    const [name, version, ...rest] = positionals;
    return name && version && rest.length === 0 ? sayWhere(name, version) : misuse('--where takes NAME VERSION');
  }
  if ((values.from === undefined) === (positionals.length === 0)) {
    return misuse('give files and folders, or --from ADDRESS and the text on standard input');
  }
  const sources: ChecksumSource[] =
    values.from === undefined
      ? positionals.flatMap(filesBelow).map((origin) => ({ origin, text: readFileSync(origin, 'utf8') }))
      : [{ origin: values.from, text: readFileSync(0, 'utf8') }];
  const addition = addDigests(readFileSync(values.table, 'utf8'), sources, { preReleases: values['pre-releases'] });
  if (addition.added.length > 0 && !values.check) writeFileSync(values.table, addition.source);
  return report(addition, values.check);
}

try {
  process.exitCode = main();
} catch (error) {
  process.exitCode = misuse(error instanceof Error ? error.message : String(error));
}
