import { lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { FactSource } from '../../adopt/facts.js';
import { readSource } from '../../adopt/read-source.js';
import { readGivenFile } from '../files/given-file.js';

/** What kubeadm's folders have that tells of a cluster; nothing else in a folder is opened. */
const inFolders = [
  'ca.crt',
  'ca.key',
  'apiserver-kubelet-client.crt',
  'pki/ca.crt',
  'pki/ca.key',
  'pki/apiserver-kubelet-client.crt',
  'admin.conf',
  'manifests/kube-apiserver.yaml',
  'manifests/kube-controller-manager.yaml',
] as const;

/** No file of a cluster's is as large; what is larger is something else. */
const mostBytes = 8 * 1024 * 1024;

function textOf(path: string): string {
  if (path !== '-' && lstatSync(path).size > mostBytes) return '';
  return readGivenFile(path).toString('utf8');
}

/** Whether the user may see a name in a folder. */
function isFile(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}

/**
 * What files, folders of kubeadm's and standard input (`-`) say of a cluster. Names of those that say nothing come
 * back beside it.
 */
export function gather(paths: readonly string[]): { readonly sources: FactSource[]; readonly silent: string[] } {
  const silent: string[] = [];
  const sources = paths.flatMap((path) => {
    const isFolder = path !== '-' && lstatSync(path).isDirectory();
    const files = isFolder ? inFolders.map((name) => join(path, name)).filter(isFile) : [path];
    const found = files.flatMap((file) => readSource(file === '-' ? '<stdin>' : file, textOf(file)));
    const says = found.some(({ facts }) => Object.keys(facts).length > 0);
    if (!says) silent.push(isFolder && readdirSync(path).length === 0 ? `${path} (it is empty)` : path);
    return found;
  });
  return { sources, silent };
}
