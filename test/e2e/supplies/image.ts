import { createHash } from 'node:crypto';
import { copyFile, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
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

/** An image of one layer: a folder of the cache is its root. */
export interface OwnImage {
  readonly names: readonly string[];
  readonly root: string;
  readonly entrypoint: readonly string[];
}

/**
 * One docker-archive. An image in it holds the test's program under all names: it can pause, serve and ask. The pause
 * images are those that a node's files name, else the newest. `others` are images besides.
 */
export async function packImages(
  appFolder: string,
  files: readonly string[] = [],
  others: readonly OwnImage[] = [],
): Promise<Images> {
  const pauses = files.join('\n').match(/[^"'\s=]*\/pause:[\d.]+/g) ?? [pauseImage];
  const names = [...new Set(pauses), appImage];
  const recipe = [...names, 'one layer each', JSON.stringify(others)];
  const folder = await cachedFolder('images', [appFolder, ...recipe], async (draft) => {
    const stage = join(draft, 'stage');
    await mkdir(stage);
    const root = join(draft, 'root');
    await mkdir(root);
    await copyFile(join(appFolder, 'app'), join(root, 'app'));
    const manifest: object[] = [];
    for (const image of [{ names, root, entrypoint: ['/app'] }, ...others])
      manifest.push(await stageImage(image, stage, String(manifest.length)));
    await writeFile(join(stage, 'manifest.json'), JSON.stringify(manifest));
    await tar(stage, join(draft, 'images.tar'), await readdir(stage));
    await rm(stage, { recursive: true });
    await rm(root, { recursive: true });
  });
  return { file: join(folder, 'images.tar'), names: [...names, ...others.flatMap((image) => image.names)] };
}

/** Puts an image's layer and configuration on the stage; gives its line of the manifest. */
async function stageImage({ names, root, entrypoint }: OwnImage, stage: string, label: string): Promise<object> {
  const [layer, config] = [`layer-${label}.tar`, `config-${label}.json`];
  await tar(root, join(stage, layer), await readdir(root));
  const digest = createHash('sha256').update(await readFile(join(stage, layer)));
  const says = {
    architecture: 'amd64',
    os: 'linux',
    config: { Entrypoint: entrypoint, ...(entrypoint.length > 0 && { Cmd: ['pause'] }) },
    rootfs: { type: 'layers', diff_ids: [`sha256:${digest.digest('hex')}`] },
  };
  await writeFile(join(stage, config), JSON.stringify(says));
  return { Config: config, RepoTags: names, Layers: [layer] };
}

async function tar(from: string, to: string, members: readonly string[]): Promise<void> {
  await runCommand([
    'tar',
    '--mtime=@0',
    '--owner=0',
    '--group=0',
    '--numeric-owner',
    '--sort=name',
    '-C',
    from,
    '-cf',
    to,
    ...members,
  ]);
}
