import { copyFile, mkdir, readdir, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { cachedFolder } from '../harness/cache.js';
import { runCommand } from '../harness/command.js';
import { debianMirror } from './guest.js';
import type { OwnImage } from './image.js';

const suite = 'trixie';
/** What kube-proxy calls, as upstream's image has it beside the program. */
const packages = ['iptables', 'nftables', 'conntrack'];
/** Links that Debian's alternatives make when a package is configured. */
const alternatives = ['iptables', 'ip6tables'].flatMap((tool) => ['', '-save', '-restore'].map((end) => tool + end));
/** What no program in it opens. */
const unused = ['usr/share', 'var', 'etc/apt', 'etc/dpkg', 'dev', 'proc', 'sys', 'run', 'tmp'];

/** kube-proxy's image under upstream's name: the program that is built here, and Debian's iptables and nft beside it. */
export async function proxyImage(kubernetes: string, release: string, signal: AbortSignal): Promise<OwnImage> {
  const folder = await cachedFolder('kube-proxy-image', [kubernetes, suite, ...packages], async (draft) => {
    const root = join(draft, 'root');
    const options = ['Acquire::Check-Valid-Until "false"', 'APT::Install-Recommends "false"'];
    await runCommand(
      [
        ...(['mmdebstrap', '--quiet', '--mode=root', '--variant=extract', `--include=${packages.join()}`] as const),
        ...options.map((option) => `--aptopt=${option}`),
        ...[suite, root, await debianMirror()],
      ],
      { signal },
    );
    for (const path of unused) await rm(join(root, path), { recursive: true, force: true });
    for (const tool of alternatives)
      await symlink(tool.replace(/^(ip6?tables)/, '$1-nft'), join(root, 'usr', 'sbin', tool));
    const there = await readdir(root);
    for (const name of ['bin', 'sbin', 'lib', 'lib64'])
      if (!there.includes(name)) await symlink(join('usr', name), join(root, name));
    await mkdir(join(root, 'usr', 'local', 'bin'), { recursive: true });
    await copyFile(join(kubernetes, 'kube-proxy'), join(root, 'usr', 'local', 'bin', 'kube-proxy'));
  });
  return { names: [`registry.k8s.io/kube-proxy:v${release}`], root: join(folder, 'root'), entrypoint: [] };
}
