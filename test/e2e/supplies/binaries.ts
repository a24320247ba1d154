import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { cachedFolder } from '../harness/cache.js';
import { type Argv, runCommand } from '../harness/command.js';
import { sources } from '../harness/places.js';
import { type Component, type ComponentKey, components } from './components.js';

export type Binaries = Readonly<Record<ComponentKey, string>>;

/** Builds the programs that the cache lacks. Gives a folder of programs per component. */
export async function buildBinaries(signal: AbortSignal): Promise<Binaries> {
  const folders: Partial<Record<ComponentKey, string>> = {};
  // One after the other: a Go build takes every core by itself.
  for (const key of Object.keys(components) as ComponentKey[])
    folders[key] = await buildComponent(components[key], signal);
  return folders as Binaries;
}

/** Builds the component under go/ of that name unless the cache has it; gives the folder of its programs. */
export async function buildComponent(component: Component, signal: AbortSignal): Promise<string> {
  const cwd = component.module ?? join(sources, 'go', component.name);
  const env = {
    CGO_ENABLED: component.cgo ? '1' : '0',
    GOFLAGS: component.goFlags ?? '-mod=readonly -buildvcs=false',
    ...(component.toolchain === undefined ? {} : { GOTOOLCHAIN: component.toolchain }),
  };
  const build = (folder: string): Argv => [
    'go',
    'build',
    '-trimpath',
    ...(component.tags === undefined ? [] : ['-tags', component.tags]),
    '-ldflags',
    component.ldflags.join(' '),
    '-o',
    `${folder}/${component.program ?? ''}`,
    ...component.packages,
  ];
  const compiler = await runCommand(['go', 'version'], { cwd, env });
  const entries = await readdir(cwd, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(cwd, join(entry.parentPath, entry.name)))
    .sort();
  const contents = await Promise.all(files.map((file) => readFile(join(cwd, file))));
  const madeFrom = [compiler, JSON.stringify(build('')), JSON.stringify(env), ...files, ...contents];
  return cachedFolder(component.name, madeFrom, async (folder) => {
    await runCommand(build(folder), { cwd, env, signal });
  });
}
