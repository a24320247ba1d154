import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { runCommand } from '../harness/command.js';

/** What a package has besides its name. */
export interface RpmContent {
  /** Files to copy, by the paths at which they are installed. */
  readonly files?: Readonly<Record<string, string>>;
  /** What runs once it is installed, in Lua: a shell would be a package that these machines' databases don't have. */
  readonly post?: string;
}

/** Makes packages with nothing in them but this, and a repository of them in the folder, as `createrepo_c` does. */
export async function makeRpmRepository(
  folder: string,
  work: string,
  packages: Readonly<Record<string, RpmContent>>,
): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const [name, content] of Object.entries(packages)) await makePackage(name, content, folder, work);
  await rm(work, { recursive: true });
  await runCommand(['createrepo_c', '-q', folder]);
}

async function makePackage(name: string, { files = {}, post }: RpmContent, folder: string, work: string) {
  const tree = join(work, name);
  await mkdir(tree, { recursive: true });
  for (const [path, from] of Object.entries(files)) {
    await mkdir(dirname(join(tree, path)), { recursive: true });
    await cp(from, join(tree, path));
  }
  const lines = [
    ...[`Name: ${name}`, 'Version: 1.0', 'Release: 1', 'Summary: none', 'License: none', 'BuildArch: noarch'],
    ...['%description', 'none', '%install', `cp -rT ${tree} %{buildroot}`],
    ...(post === undefined ? [] : ['%post -p <lua>', post]),
    ...['%files', ...Object.keys(files), ''],
  ];
  const spec = join(work, `${name}.spec`);
  await writeFile(spec, lines.join('\n'));
  const places = ['--define', `_topdir ${join(work, 'build')}`, '--define', `_rpmdir ${folder}`] as const;
  await runCommand(['rpmbuild', '-bb', '--quiet', ...places, spec]);
}
