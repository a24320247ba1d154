/**
 * Makes build/one-file/bootwright: the command, its data and this very Node.js in one file for this system. Run from the
 * repository's root, after a build.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import { build } from 'rolldown';

const folder = 'build/one-file';
mkdirSync(folder, { recursive: true });

const below = (path: string, wanted: RegExp): string[] =>
  readdirSync(path, { recursive: true, encoding: 'utf8' })
    .map((name) => join(path, name))
    .filter((name) => wanted.test(name));
const files = [
  'package.json',
  'dist/cli.js',
  ...below('dist/chunks', /\.(c?js|txt)$/),
  ...below('schemas', /^schemas\/[^/]+\.json$/),
  ...below('fixtures', /^fixtures\/[^/]+\/cluster\.yaml$/),
].sort();
// The command waits at its top, which a module that is required must not.
const start = "import('./dist/cli.js');\n";
const mtime = '1980-01-01T00:00:00';
const contents = Object.fromEntries(files.map((file) => [file, new Uint8Array(readFileSync(file))]));
const program = zipSync({ ...contents, 'start.cjs': new TextEncoder().encode(start) }, { mtime });
writeFileSync(join(folder, 'program.zip'), program);
writeFileSync(join(folder, 'digest'), createHash('sha256').update(program).digest('hex'));

await build({
  input: 'scripts/one-file-start.ts',
  platform: 'node',
  output: { file: join(folder, 'start.cjs'), format: 'cjs' },
});
const config = {
  main: join(folder, 'start.cjs'),
  output: join(folder, 'blob'),
  disableExperimentalSEAWarning: true,
  assets: { program: join(folder, 'program.zip'), digest: join(folder, 'digest') },
};
writeFileSync(join(folder, 'config.json'), JSON.stringify(config));
execFileSync(process.execPath, ['--experimental-sea-config', join(folder, 'config.json')], { stdio: 'ignore' });

const target = join(folder, 'bootwright');
copyFileSync(process.execPath, target);
// Node.js looks for this word: https://nodejs.org/api/single-executable-applications.html
const fuse = 'NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2';
const inject = ['node_modules/postject/dist/cli.js', target, 'NODE_SEA_BLOB', config.output, '--sentinel-fuse', fuse];
execFileSync(process.execPath, inject, { stdio: ['ignore', 'ignore', 'inherit'] });
console.log(`${target}: made`);
