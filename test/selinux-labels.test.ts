import { describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { documentsOf, specText } from './fixture-input.js';

/** The scripts of a document that has all that gets a label. */
function scriptsOn(os: string): { readonly labelled: string[]; readonly library: string } {
  const spec = parse(specText('current-containerd'));
  Object.assign(spec.spec, {
    target: { os },
    host: {
      disks: [{ mount: '/var/lib/containerd', filesystem: 'xfs' }],
      loginUsers: [{ name: 'ops', sshKeys: ['ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIExample ops@example.com'] }],
    },
  });
  const [document] = documentsOf(stringify(spec), 'current-containerd');
  const contentOf = (path: string): string => document?.plan.files.find((file) => file.path === path)?.content ?? '';
  const line = /^ +restorecon (.*)$/m.exec(contentOf('/opt/bootwright/install.sh'))?.[1] ?? '';
  return { labelled: line.split(' '), library: contentOf('/opt/bootwright/library.sh') };
}

describe('where SELinux enforces', () => {
  const { labelled, library } = scriptsOn('rocky-9');

  it('what the policy may not have known when it was written is labelled, with the directories around it', () => {
    expect(labelled).toEqual(expect.arrayContaining([`"\${files[@]%/*}"`, `"\${files[@]}"`, '/var/lib/kubelet']));
  });

  it('a data disk is labelled once it is mounted, because a new file system has no labels', () => {
    expect(labelled).toContain('/var/lib/containerd');
  });

  it('nothing is labelled before it is there: downloads make their directories beside the host', () => {
    expect(labelled.filter((path) => /\/bin$/.test(path))).toEqual([]);
  });

  it("what is fetched, and a user's keys, are labelled when they are there", () => {
    expect(library.match(/restorecon .*/g)).toEqual(['restorecon -Ri "$home/.ssh"', 'restorecon -R "$3"']);
  });
});

it('Debian labels nothing', () => {
  const { labelled, library } = scriptsOn('debian-13');
  expect(labelled).toEqual(['']);
  expect(library).not.toContain('restorecon');
});
