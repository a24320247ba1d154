/**
 * Whether a tag may become a release: node scripts/release-gate.mjs vX.Y.Z [--notes]. The tag is the package's version,
 * and CHANGELOG.md has a dated section for it, above all others, that says something. With --notes that section is printed.
 * Plain JavaScript: it runs before anything is installed.
 */
import { readFileSync } from 'node:fs';

const [tag = '', wish] = process.argv.slice(2);
const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
const [, ...sections] = readFileSync('CHANGELOG.md', 'utf8').split(/^## /m);
const [head = '', ...lines] = (sections[0] ?? '').split('\n');
const notes = lines.join('\n').trim();

const flaws = [
  tag !== `v${version}` && `the tag is ${tag}, and the version of package.json is ${version}`,
  !head.startsWith(`${version} (`) && `the first section of CHANGELOG.md is "${head}", and not of ${version}`,
  !/\(\d{4}-\d\d-\d\d\)$/.test(head) && `the section "${head}" has no date, as in "${version} (2026-01-31)"`,
  notes === '' && `the section "${head}" says nothing`,
].filter((flaw) => flaw !== false);

for (const flaw of flaws) console.error(`release gate: ${flaw}`);
if (flaws.length > 0) process.exitCode = 1;
else if (wish === '--notes') console.log(notes);
