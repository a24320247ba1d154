import { createHash } from 'node:crypto';
import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cachedFolder } from '../harness/cache.js';
import { runCommand } from '../harness/command.js';

export const pauseImage = 'registry.k8s.io/pause:3.10.2';
export const appImage = 'bootwright.test/app:1';

/** An archive that containerd imports. */
export interface Images {
  readonly file: string;
  readonly names: readonly string[];
}

/**
 * One docker-archive that holds the test's program under all names: it can pause, serve and ask. The pause images are
 * those that a node's files name, else the newest.
 */
export async function packImages(appFolder: string, files: readonly string[] = []): Promise<Images> {
  const pauses = files.join('\n').match(/[^"'\s=]*\/pause:[\d.]+/g) ?? [pauseImage];
  const names = [...new Set(pauses), appImage];
  const recipe = [...names, 'one layer'];
  const folder = await cachedFolder('images', [appFolder, ...recipe], async (draft) => {
    const stage = join(draft, 'stage');
    await mkdir(stage);
    await mkdir(join(draft, 'layer'));
    await copyFile(join(appFolder, 'app'), join(draft, 'layer', 'app'));
    await tar(join(draft, 'layer'), join(stage, 'layer.tar'), ['app']);
    const layer = createHash('sha256')
      .update(await readFile(join(stage, 'layer.tar')))
      .digest('hex');
    const config = {
      architecture: 'amd64',
      os: 'linux',
      config: { Entrypoint: ['/app'], Cmd: ['pause'] },
      rootfs: { type: 'layers', diff_ids: [`sha256:${layer}`] },
    };
    const manifest = [{ Config: 'config.json', RepoTags: names, Layers: ['layer.tar'] }];
    await writeFile(join(stage, 'config.json'), JSON.stringify(config));
    await writeFile(join(stage, 'manifest.json'), JSON.stringify(manifest));
    await tar(stage, join(draft, 'images.tar'), ['manifest.json', 'config.json', 'layer.tar']);
    await rm(stage, { recursive: true });
    await rm(join(draft, 'layer'), { recursive: true });
  });
  return { file: join(folder, 'images.tar'), names };
}

async function tar(from: string, to: string, members: readonly string[]): Promise<void> {
  await runCommand([
    'tar',
    '--mtime=@0',
    '--owner=0',
    '--group=0',
    '--numeric-owner',
    '-C',
    from,
    '-cf',
    to,
    ...members,
  ]);
}
