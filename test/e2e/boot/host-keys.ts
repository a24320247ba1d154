import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ImageChanges } from '../supplies/changed-disk.js';
import type { Suite } from '../supplies/guest.js';
import type { BootCase } from './case.js';
import { endsReady } from './endings.js';
import { surviveCuts } from './power-cuts.js';

export const hostKey = '/etc/ssh/ssh_host_ed25519_key';

/** As in a provider's image, each instance gets host keys of its own. */
export const ownHostKeys: ImageChanges = {
  guest: { knownHostKey: undefined },
  change: async (root) => {
    const file = join(root, 'etc/cloud/cloud.cfg.d/90-test.cfg');
    const lines = (await readFile(file, 'utf8')).split('\n');
    await writeFile(file, lines.filter((line) => !line.startsWith('ssh_deletekeys:')).join('\n'));
  },
};

/** A disk whose host keys have names, but no contents: nobody could log in. */
const emptyHostKeys: ImageChanges = {
  guest: { knownHostKey: undefined },
  change: async (root) => {
    for (const file of [hostKey, `${hostKey}.pub`]) await writeFile(join(root, file), '');
  },
};

export function hostKeyCases(guest: Suite): readonly BootCase[] {
  return [
    {
      name: 'host-keys-empty',
      what: "ssh's host keys are there and empty, as a power cut can leave them",
      guest,
      image: emptyHostKeys,
      limitMinutes: 12,
      play: (stage) => {
        stage.machine.powerOn();
        return endsReady(stage);
      },
    },
    {
      name: 'cut-in-host-keys',
      what: "power cut while ssh's host keys are made, before the kernel has written them back",
      guest,
      image: ownHostKeys,
      limitMinutes: 12,
      play: (stage) => surviveCuts(stage, [whenHostKeysAreNew]),
    },
  ];
}

/** Late enough for the file's name to be on the disk, too early for what is in it. */
export const whenHostKeysAreNew = { when: 'when the host keys are new', at: hostKey, ms: 6000, disk: 'loses' } as const;
