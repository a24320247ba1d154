import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { systems } from '../../src/eras/systems.js';
import { documentsOf, specText } from '../fixture-input.js';
import { judged } from './judge.js';

// The programs of systemd that read what we write for a machine, each in a network and with files of its own.
const folder = mkdtempSync(join(tmpdir(), 'bootwright-host-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** What a script says that runs apart from the machine; it fails where the script does. */
function apart(script: string): { status: number | null; stdout: string; stderr: string } {
  const options = { input: `set -e\n${script}`, encoding: 'utf8', timeout: 30_000 } as const;
  return spawnSync('unshare', ['-nm', '--kill-child', 'bash'], options);
}

function filesOf(os: string, rest: object = {}): Map<string, string> {
  const spec = parse(specText('current-containerd'));
  Object.assign(spec.spec, { workers: [{ name: 'worker-0', address: '10.240.0.20' }] }, rest);
  if (!('cni' in rest)) spec.spec.workers[0].podCIDR = '10.200.0.0/24';
  spec.spec.target = { provider: 'generic', os };
  const [document] = documentsOf(stringify(spec), 'current-containerd');
  return new Map(document?.plan.files.map(({ path, content }) => [path, content]));
}

/** A file of a document where a script finds it. */
function kept(name: string, text = ''): string {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
}

const program = (name: string): string | undefined => {
  const path = `/usr/lib/systemd/${name}`;
  return process.getuid?.() === 0 && existsSync(path) && apart('true').status === 0 ? path : undefined;
};

judged('systemd-sysctl', program('systemd-sysctl'), (sysctl) => {
  it('forwards packets whatever /etc/sysctl.conf says', () => {
    const [path = '', text] = [...filesOf('debian-12')].find(([path]) => path.startsWith('/etc/sysctl.d/')) ?? [];
    const boot = (own: string) =>
      apart(`mount -t tmpfs tmpfs /etc/sysctl.d
        echo net.ipv4.ip_forward=0 >/etc/sysctl.d/sysctl.conf
        ln -s sysctl.conf /etc/sysctl.d/99-sysctl.conf
        cp ${kept('sysctl', text)} ${own}
        ${sysctl} --prefix=/net/ipv4/ip_forward
        cat /proc/sys/net/ipv4/ip_forward`).stdout;
    expect(boot(path)).toBe('1\n');
    // As it was called once: the hardened image won.
    expect(boot('/etc/sysctl.d/99-kubernetes.conf')).toBe('0\n');
  });
});

judged('systemd-tmpfiles', program('systemd') && '/usr/bin/systemd-tmpfiles', () => {
  const library = kept('library.sh', filesOf('debian-12').get('/opt/bootwright/library.sh'));
  const resolved = '/run/systemd/resolve/resolv.conf';
  const image = (etc: string) => `mount -t tmpfs tmpfs /run
    mount -t tmpfs tmpfs /etc/tmpfiles.d
    ${etc === '' ? 'mount --bind /dev/null /etc/resolv.conf' : `mount --bind ${kept('etc', etc)} /etc/resolv.conf`}
    say() { :; }
    . ${library}`;

  it('finds the resolvers of an image without systemd-resolved, also at the next boot', () => {
    const { stdout, stderr } = apart(`${image('nameserver 192.0.2.1\n')}
      resolver ${resolved}
      cat ${resolved}
      umount /run; mount -t tmpfs tmpfs /run
      systemd-tmpfiles --create /etc/tmpfiles.d/kubernetes.conf
      cat ${resolved}
      # systemd-resolved is installed: it writes its file beside and renames it.
      echo nameserver 192.0.2.3 >${resolved}.new
      mv ${resolved}.new ${resolved}
      systemd-tmpfiles --create /etc/tmpfiles.d/kubernetes.conf
      cat ${resolved} /etc/resolv.conf`);
    expect(stderr).toBe('');
    const plain = 'nameserver 192.0.2.1\n';
    expect(stdout).toBe(`${resolved}\n${plain}${plain}nameserver 192.0.2.3\n${plain}`);
  });

  it('changes nothing where systemd-resolved is', () => {
    const { stdout } = apart(`${image('nameserver 127.0.0.53\n')}
      mkdir -p /run/systemd/resolve
      echo nameserver 192.0.2.2 >${resolved}
      resolver ${resolved}
      cat ${resolved}
      ls /etc/tmpfiles.d`);
    expect(stdout).toBe(`${resolved}\nnameserver 192.0.2.2\n`);
  });

  it.each([
    ['by a file', {}],
    ['by flags', { kubelet: { settings: 'flags' } }],
  ])('is asked for by a kubelet that is told %s', (_, rest) => {
    const files = filesOf('debian-12', rest);
    expect(files.get('/opt/bootwright/install.sh')).toContain(`\n  resolver ${resolved}\n`);
    expect([...files].filter(([, text]) => /resolv-?conf[:=] ?\/run\/systemd\/resolve/i.test(text))).toHaveLength(1);
  });

  it('is not asked for a file of the spec', () => {
    const files = filesOf('debian-12', { kubelet: { config: { resolvConf: '/etc/kubernetes/resolv.conf' } } });
    expect(files.get('/opt/bootwright/install.sh')).toContain('\n  ls /etc/kubernetes/resolv.conf\n');
  });
});

describe('systemd-networkd', () => {
  const path = '/etc/systemd/networkd.conf.d/kubernetes.conf';
  const addOn = { cni: { plugin: 'none' } };

  it.each([
    ['debian-13', 'ManageForeignRoutes=no\nManageForeignRoutingPolicyRules=no\n'],
    ['ubuntu-22.04', 'ManageForeignRoutes=no\nManageForeignRoutingPolicyRules=no\n'],
    ['debian-11', 'ManageForeignRoutes=no\n'],
  ])('of %s leaves the routes of an add-on alone', (os, settings) => {
    const files = filesOf(os, { ...addOn, ...(os === 'debian-11' ? { kubernetes: { version: '1.30.14' } } : {}) });
    expect(files.get(path)).toBe(`[Network]\n${settings}`);
    expect(files.get('/opt/bootwright/install.sh')).toContain('\n  systemctl try-restart systemd-networkd');
  });

  it('is left alone where nobody else has routes on its interfaces, or it runs none', () => {
    expect(filesOf('debian-13').has(path)).toBe(false);
    expect(filesOf('debian-13').get('/opt/bootwright/install.sh')).not.toContain('networkd');
    expect(filesOf('fedora-coreos', addOn).has(path)).toBe(false);
  });

  judged('systemd-networkd', program('systemd-networkd'), (networkd) => {
    it('knows the settings', () => {
      const said = (text: string) =>
        apart(`mount -t sysfs -o ro sysfs /sys
          mount -t tmpfs tmpfs /run
          mkdir -p /run/systemd/networkd.conf.d
          cp ${kept('networkd', text)} /run/systemd/networkd.conf.d/kubernetes.conf
          timeout 2 ${networkd} 2>&1 || :`).stdout;
      const settings = filesOf('debian-13', addOn).get(path) ?? '';
      expect(said(settings)).toContain('Enumeration completed');
      expect(said(settings)).not.toMatch(/unknown/i);
      expect(said(settings.replaceAll('Manage', 'Mange'))).toMatch(/unknown/i);
    }, 60_000);
  });
});

describe('swap', () => {
  const generator = '/etc/systemd/zram-generator.conf';
  const wanted = { kubelet: { config: { failSwapOn: false, memorySwap: { swapBehavior: 'LimitedSwap' } } } };
  const isOff = (os: string, rest: object) => {
    const files = filesOf(os, rest);
    return [/\n {2}swap_off\n/.test(files.get('/opt/bootwright/install.sh') ?? ''), files.has(generator)];
  };

  it('is off, on compressed memory as well where the system makes it there', () => {
    expect(isOff('debian-13', {})).toEqual([true, false]);
    expect(isOff('fedora-coreos', {})).toEqual([true, true]);
    // Nothing but comments: the generator then makes no device.
    expect(filesOf('fedora-coreos').get(generator)).toMatch(/^(#.*\n)+$/);
  });

  it('stays where the kubelet is told to live with it', () => {
    for (const os of ['debian-13', 'fedora-coreos']) {
      expect(isOff(os, wanted)).toEqual([false, false]);
      expect(isOff(os, { kubelet: { flags: { 'fail-swap-on': 'false' } } })).toEqual([false, false]);
    }
  });
});

it('every system says who runs its network', () => {
  for (const [name, { networkd, networkManager, source }] of Object.entries(systems)) {
    const other = networkManager || /NetworkManager|ifupdown|wicked/.test(source);
    expect([name, networkd === null ? other : Number(networkd) > 200]).toEqual([name, true]);
  }
});
