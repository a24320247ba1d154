import { chmod, cp, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { PlannedFile } from '../document/planned-files.js';
import { runCommand } from '../harness/command.js';

/** Programs of a folder, and the directory on the node that they go to. */
export interface Programs {
  readonly folder: string;
  /** All of them where it is left out. */
  readonly names?: readonly string[];
  readonly to: string;
}

/** Packs the files of a document, with the programs that it would have installed, as one archive of the root directory. */
export async function packTree(
  planned: readonly PlannedFile[],
  programs: readonly Programs[],
  archive: string,
): Promise<void> {
  const stage = `${archive}.stage`;
  await rm(stage, { recursive: true, force: true });
  for (const { path, mode, content } of planned) {
    const file = join(stage, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, content);
    await chmod(file, Number.parseInt(mode, 8));
  }
  for (const { folder, names, to } of programs) {
    await mkdir(join(stage, to), { recursive: true });
    for (const name of names ?? (await readdir(folder))) {
      await cp(join(folder, name), join(stage, to, name));
      await chmod(join(stage, to, name), 0o755);
    }
  }
  await runCommand(['tar', '-C', stage, '--owner=0', '--group=0', '--numeric-owner', '-cf', archive, '.']);
  await rm(stage, { recursive: true });
}

/** Where the unit files of a document expect a unit's program: the directory of its ExecStart. */
export function programDirectory(planned: readonly PlannedFile[], unit: string): string {
  const file = planned.find(({ path }) => path === `/etc/systemd/system/${unit}.service`);
  const program = /^ExecStart=(\/\S+)/m.exec(file?.content.toString() ?? '')?.[1];
  if (program === undefined) throw new Error(`the document has no unit ${unit} with a program`);
  return dirname(program);
}
