import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { runCommand } from '../harness/command.js';

/** What a package holds: the text of its files by their paths. */
export type RpmFiles = Readonly<Record<string, string>>;

/** Makes packages with nothing in them but these files, and a repository of them in the folder, as `createrepo_c` does. */
export async function makeRpmRepository(
  folder: string,
  work: string,
  packages: Readonly<Record<string, RpmFiles>>,
): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const [name, files] of Object.entries(packages)) {
    const tree = join(work, name);
    for (const [path, text] of Object.entries(files)) {
      await mkdir(dirname(join(tree, path)), { recursive: true });
      await writeFile(join(tree, path), text);
    }
    await mkdir(tree, { recursive: true });
    const lines = [
      ...[`Name: ${name}`, 'Version: 1.0', 'Release: 1', 'Summary: none', 'License: none', 'BuildArch: noarch'],
      ...['%description', 'none', '%install', `cp -rT ${tree} %{buildroot}`, '%files', ...Object.keys(files), ''],
    ];
    const spec = join(work, `${name}.spec`);
    await writeFile(spec, lines.join('\n'));
    const places = ['--define', `_topdir ${join(work, 'build')}`, '--define', `_rpmdir ${folder}`] as const;
    await runCommand(['rpmbuild', '-bb', '--quiet', ...places, spec]);
  }
  await runCommand(['createrepo_c', '-q', folder]);
}
