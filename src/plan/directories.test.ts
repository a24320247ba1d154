import { expect, it } from 'vitest';
import { keyDirectories, settledDirectories } from './directories.js';

it("closes a key's directory, unless it is one of the system's", () => {
  expect(keyDirectories('/etc/kubelet/kubelet-key.pem')).toEqual([{ path: '/etc/kubelet', mode: 0o700 }]);
  for (const path of ['/key.pem', '/etc/key.pem', '/etc/ssl/private/key.pem', '/var/lib/key.pem']) {
    expect(keyDirectories(path)).toEqual([]);
  }
});

it('gives a directory the closest mode that is asked for, unless the spec says one', () => {
  const planned = [
    { path: '/a', mode: 0o755 },
    { path: '/b', mode: 0o700 },
    { path: '/a', mode: 0o700 },
  ];
  expect(settledDirectories(planned, [])).toEqual([
    { path: '/a', mode: 0o700 },
    { path: '/b', mode: 0o700 },
  ]);
  expect(settledDirectories(planned, [{ path: '/b', mode: 0o750, owner: 'root:kube' }])).toEqual([
    { path: '/a', mode: 0o700 },
    { path: '/b', mode: 0o750, owner: 'root:kube' },
  ]);
});
