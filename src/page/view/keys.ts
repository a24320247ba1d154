import type { KeyFile, KeyState } from '../protocol.js';
import { ask } from './ask.js';
import { byId, counted, download, tell } from './elements.js';

/** Shows whose keys the documents hold. */
export function showKeys({ origin, certificates }: KeyState): void {
  const whose = origin === 'made' ? 'made in this page' : 'from your folder';
  byId('key-state').textContent =
    certificates === 0 ? 'Keys: none yet' : `Keys: ${counted(certificates, 'certificate')} ${whose}`;
  byId('new-keys').hidden = origin === 'made';
}

/** The name of a file within its folder of keys, wherever that lies: `pki/nodes/a.pem` is `nodes/a.pem`. */
function nameIn(path: string): string {
  const parts = path.split('/');
  return parts.at(-2) === 'nodes' ? parts.slice(-2).join('/') : (parts.at(-1) ?? path);
}

/** The files below something that was dropped. */
async function filesIn(entry: FileSystemEntry): Promise<{ path: string; file: File }[]> {
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject));
    return [{ path: entry.fullPath, file }];
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  const found: { path: string; file: File }[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) return found;
    for (const each of some) found.push(...(await filesIn(each)));
  }
}

/** The largest file that is taken for a key: a bundle of CAs has a few kilobytes. */
const mostBytes = 1024 * 1024;

async function take(files: readonly { path: string; file: File }[], rendered: () => void): Promise<void> {
  const small = files.filter(({ file }) => file.size <= mostBytes);
  const keys = await Promise.all(
    small.map(async ({ path, file }): Promise<KeyFile> => [nameIn(path), await file.text()]),
  );
  const known = keys.filter(([name]) => name.endsWith('.pem') || /token$/.test(name));
  if (known.length === 0) {
    tell('There are no keys: a folder of keys has ca.pem, admin.pem, nodes/NAME.pem and their keys');
    return;
  }
  await ask('useKeys', known);
  tell(`${counted(known.length, 'file')} loaded; they stay in this page`);
  rendered();
}

/** Lets keys be saved, and the user's own be used in their place; `rendered` renders with them. */
export function watchKeys(rendered: () => void): void {
  const input = byId<HTMLInputElement>('key-folder');
  byId('use-keys').addEventListener('click', () => input.click());
  input.addEventListener('change', async () => {
    const files = [...(input.files ?? [])].map((file) => ({ path: file.webkitRelativePath || file.name, file }));
    input.value = '';
    if (files.length > 0) await take(files, rendered);
  });
  byId('new-keys').addEventListener('click', async () => {
    await ask('useKeys', []);
    rendered();
  });
  byId('save-keys').addEventListener('click', async () => {
    const content = await ask('keyArchive');
    if (content !== null) download('pki.zip', content);
  });
  const place = byId('keys');
  addEventListener('dragover', (event) => {
    event.preventDefault();
    place.classList.add('over');
  });
  addEventListener('dragleave', () => place.classList.remove('over'));
  addEventListener('drop', async (event) => {
    event.preventDefault();
    place.classList.remove('over');
    const entries = [...(event.dataTransfer?.items ?? [])].flatMap((item) => item.webkitGetAsEntry() ?? []);
    if (entries.length > 0) await take((await Promise.all(entries.map(filesIn))).flat(), rendered);
  });
}
