import { expect, it } from 'vitest';
import { mountUnit, planMount } from './mounts.js';

// As systemd-escape --path of systemd 257 has them.
it.each([
  ['/', '-.mount'],
  ['/var/lib/containerd', 'var-lib-containerd.mount'],
  ['/mnt/my-disk/', 'mnt-my\\x2ddisk.mount'],
  ['/.hidden//a b', '\\x2ehidden-a\\x20b.mount'],
  ['/srv/é', 'srv-\\xc3\\xa9.mount'],
])('%s is mounted by %s', (where, unit) => expect(mountUnit(where)).toBe(unit));

it('writes a unit that is there at every boot, and starts it before anything is fetched', () => {
  const mount = {
    what: 'LABEL=50%',
    where: '/var/lib/containerd',
    type: 'xfs',
    options: ['noatime', 'pquota'],
    after: ['format-disk'],
    origin: ['spec'],
  };
  const { files, steps } = planMount(mount);
  expect(files?.map(({ path, content }) => [path, content])).toEqual([
    [
      '/etc/systemd/system/var-lib-containerd.mount',
      '[Mount]\nWhat=LABEL=50%%\nWhere=/var/lib/containerd\nType=xfs\nOptions=noatime,pquota\n\n[Install]\nWantedBy=local-fs.target\n',
    ],
  ]);
  expect(steps).toMatchObject([{ name: 'start-var-lib-containerd.mount', after: ['format-disk'], phase: 'storage' }]);
});
