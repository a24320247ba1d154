/**
 * From nothing to first-boot documents, by the commands that a user would type, each of them shown before it runs.
 * Run by `npm start`; everything lands in out/demo, and a second run keeps the spec and the keys.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';

const folder = 'out/demo';
const spec = `${folder}/cluster.yaml`;
const force = process.argv.includes('--force');

function bootwright(...args: string[]): void {
  process.stdout.write(`\n$ bootwright ${args.join(' ')}\n`);
  const { status, error } = spawnSync(process.execPath, ['dist/cli.js', ...args], { stdio: 'inherit' });
  if (error) throw error;
  if (status !== 0) process.exit(status ?? 1);
}

if (!existsSync('dist/cli.js')) {
  process.stderr.write('dist/cli.js is not there: run npm run build first\n');
  process.exit(2);
}
mkdirSync(folder, { recursive: true });
if (!existsSync(spec) || force) bootwright('init', spec, ...(force ? ['--force'] : []));
else process.stdout.write(`${spec} is there already and is used as it is (npm start -- --force writes it anew)\n`);
bootwright('validate', spec);
bootwright('pki', 'issue', spec);
bootwright('render', spec, '--out', 'out');
process.stdout.write(`\nRead a document before you boot it:  less ${folder}/worker-0.cloud-config.yaml\n`);
