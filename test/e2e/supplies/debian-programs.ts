import { copyFile, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { cachedFolder } from '../harness/cache.js';
import { runCommand } from '../harness/command.js';
import { debianMirror, type Guest, type Suite } from './guest.js';

/** What to take from a package. */
export interface Wanted {
  /** Upstream's version: Debian's point releases may bring another one, which is then an error. */
  readonly version: string;
  /** Paths in the package, without a slash before. */
  readonly programs: RegExp;
}

/** Takes programs from packages of a Debian suite, whatever suite this machine is. Gives a folder with a folder per package. */
export function takeDebianPrograms(
  suite: Suite,
  wanted: Readonly<Record<string, Wanted>>,
  signal: AbortSignal,
): Promise<string> {
  const packages = Object.keys(wanted);
  const recipe = Object.entries(wanted).flatMap(([name, { version, programs }]) => [name, version, String(programs)]);
  return cachedFolder(`debian-${suite}-${packages.join('-')}`, [suite, ...recipe], async (folder) => {
    const apt = join(folder, 'apt');
    const downloads = await downloadPackages(suite, packages, apt, signal);
    for (const file of await readdir(downloads)) {
      const name = file.slice(0, file.indexOf('_'));
      const { version, programs } = wanted[name] as Wanted;
      // Debian writes 1.0.0~rc93+ds1, and 1.4.13~ds1.
      if (!file.replaceAll('~', '-').startsWith(`${name}_${version}`))
        throw new Error(`${suite} has ${file}, not ${version}`);
      await unpack(join(downloads, file), programs, join(apt, name), join(folder, name));
    }
    await rm(apt, { recursive: true });
  });
}

/** A guest whose package source has these too, named with all that they need. */
export async function withPackages(guest: Guest, packages: readonly string[], signal: AbortSignal): Promise<Guest> {
  if (packages.length === 0) return guest;
  const { suite, repository } = guest;
  const folder = await cachedFolder(`apt-${suite}`, [repository, ...packages], async (draft) => {
    const apt = join(draft, 'state');
    const downloads = await downloadPackages(suite, packages, apt, signal);
    for (const from of [repository, downloads])
      for (const file of await readdir(from))
        if (file.endsWith('.deb')) await copyFile(join(from, file), join(draft, file));
    await rm(apt, { recursive: true });
    const index = 'apt-ftparchive packages . >Packages && apt-ftparchive release . >Release';
    await runCommand(['sh', '-c', index], { cwd: draft });
  });
  return { ...guest, repository: folder };
}

/** Downloads packages of a suite, whatever suite this machine is, with a state of apt's own; gives their folder. */
async function downloadPackages(
  suite: Suite,
  packages: readonly string[],
  apt: string,
  signal: AbortSignal,
): Promise<string> {
  const downloads = join(apt, 'downloads');
  for (const needed of ['lists/partial', 'cache/archives/partial', 'downloads'])
    await mkdir(join(apt, needed), { recursive: true });
  await writeFile(join(apt, 'sources.list'), `deb ${await debianMirror()} ${suite} main\n`);
  const options = [
    `Dir::Etc::SourceList=${join(apt, 'sources.list')}`,
    'Dir::Etc::SourceParts=/dev/null',
    `Dir::State::Lists=${join(apt, 'lists')}`,
    `Dir::Cache=${join(apt, 'cache')}`,
    // What this machine has installed may be newer than the suite's.
    'Dir::State::status=/dev/null',
    // Signed releases expire on mirrors that stand still.
    'Acquire::Check-Valid-Until=false',
    'APT::Sandbox::User=root',
  ].flatMap((option) => ['-o', option]);
  await runCommand(['apt-get', ...options, '-q', 'update'], { signal });
  await runCommand(['apt-get', ...options, '-q', 'download', ...packages], { cwd: downloads, signal });
  return downloads;
}

async function unpack(file: string, programs: RegExp, tree: string, to: string): Promise<void> {
  await runCommand(['dpkg-deb', '-x', file, tree]);
  await mkdir(to);
  const found = (await readdir(tree, { recursive: true })).filter((path) => programs.test(path));
  if (found.length === 0) throw new Error(`${basename(file)} has nothing at ${programs}`);
  for (const path of found) await copyFile(join(tree, path), join(to, basename(path)));
}
