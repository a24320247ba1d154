import { becomesReady, lastWord } from './endings.js';
import { hostKey } from './host-keys.js';
import type { Stage } from './stage.js';

/** What a finished machine has that no other may have. */
export interface Old {
  readonly keys: readonly string[];
  readonly hostKey: string;
  readonly certificates: string;
}

/** Boots a machine to its end, and switches it off. */
export async function finishes(stage: Stage): Promise<Old> {
  const { machine, shell, document, note } = stage;
  machine.powerOn();
  await becomesReady(stage);
  const inFiles = [
    document.readable ?? document.text,
    (await shell.attempt('cat /var/lib/kubelet/pki/*.pem')).stdout,
  ].join('\n');
  const keys = [...inFiles.matchAll(/PRIVATE KEY-----\n\s*(\S{40,})/g)].map(([, line = '']) => line);
  if (keys.length === 0) throw new Error('the machine has no keys to look for');
  const certificates = await shell.run(fingerprints);
  const old = { keys, hostKey: await shell.run(`cat ${hostKey}.pub`), certificates };
  await shell.run('sync');
  await machine.cutPower();
  note(`the first machine is ${await lastWord(stage)}`);
  return old;
}

const fingerprints =
  'for f in /var/lib/kubelet/pki/*.pem; do openssl x509 -noout -fingerprint -in "$f" 2>&- || :; done';

/** No key on the disk, no host key, no certificate of the kubelet's is the old machine's. */
export async function nothingOldIsLeft({ shell, document }: Stage, old: Old): Promise<undefined> {
  // What all machines share is the new one's too; a line that no file has stands for no keys at all.
  const own = document.readable ?? document.text;
  const keys = old.keys.filter((line) => !own.includes(line));
  // Programs and images are no places for keys, and reading them takes minutes.
  const patterns = ['-----BOOTWRIGHT-----', ...keys].map((line) => `-e '${line}'`).join(' ');
  const { stdout } = await shell.attempt(
    `find / -xdev -regex '/\\(usr\\|boot\\|var/lib/\\(containerd\\|dpkg\\)\\)' -prune -o -type f -size -20M -exec grep -lF ${patterns} {} +`,
    180_000,
  );
  if (stdout !== '') throw new Error(`keys of the old machine are in: ${stdout.trim().replaceAll('\n', ', ')}`);
  if ((await shell.run(`cat ${hostKey}.pub`)) === old.hostKey)
    throw new Error('it has the host key of the old machine');
  const shown = await shell.run(fingerprints);
  const same = shown.split('\n').find((line) => line !== '' && old.certificates.includes(line));
  if (same !== undefined) throw new Error(`the kubelet has a certificate of the old machine: ${same}`);
}
