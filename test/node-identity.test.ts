import { expect, it, vi } from 'vitest';
import { parse, stringify } from 'yaml';
import { documentsOf, specText } from './fixture-input.js';
import { happy } from './identity-found.js';
import { filesOf, identityFile, namespaces, run } from './identity-machine.js';
import { judged, outputOf } from './judges/judge.js';

// A run starts three programs, and sleeps where the script tries again.
vi.setConfig({ testTimeout: 60_000 });

it('fits into the smallest user-data, packed', () => {
  const spec = parse(specText('identity-metadata'));
  spec.spec.target.provider = 'aws';
  for (const { diagnostics } of documentsOf(stringify(spec), 'identity-metadata')) expect(diagnostics).toEqual([]);
});

/** The unit of a fixture's first node whose name is found at boot. */
function unitOf(name: string, fixture: string, changes: object): string | undefined {
  const spec = parse(specText(fixture));
  spec.spec.target = { provider: 'gcp', os: 'debian-13', identity: { name: 'hostname' } };
  spec.spec.credentials = { kubeletSubject: { CN: 'kubelet' } };
  Object.assign(spec.spec, changes);
  const [document] = documentsOf(stringify(spec), fixture);
  return document?.plan.files.find(({ path }) => path === `/etc/systemd/system/${name}.service`)?.content;
}

it.each([
  ['kube-proxy', 'current-containerd', { proxy: { settings: 'flags' } }, `  --hostname-override=\${NODE_NAME} \\\n`],
  ['kubelet', 'current-containerd', {}, `  --hostname-override=\${NODE_NAME} \\\n`],
  // flanneld reads the variable itself.
  ['flanneld', 'flannel-kubernetes', {}, '\nExecStart='],
])('%s gets a name that is found at boot', (name, fixture, changes, use) => {
  const unit = unitOf(name, fixture, changes);
  expect(unit).toMatch(/^Requires=.*\bnode-identity\.service$/m);
  expect(unit).toMatch(/^After=.*\bnode-identity\.service$/m);
  expect(unit).toContain('\nEnvironmentFile=/var/lib/bootwright/identity\n');
  expect(unit).toContain(use);
  expect(unit).not.toContain('worker-0');
});

it('kube-proxy does not wait for a name that the spec takes away', () => {
  const proxy = { settings: 'flags', flags: { 'hostname-override': null } };
  expect(unitOf('kube-proxy', 'current-containerd', { proxy })).not.toMatch(/node-identity|EnvironmentFile/);
});

judged('a network namespace, for the metadata service', namespaces, () => {
  it.each(happy)('%s', (_, request, identity) => {
    const { status, output, files } = run(request);
    expect(output).toBe(`this node is ${identity.trim().replaceAll('\n', ' ')}\n`);
    expect(files[identityFile]).toBe(identity);
    expect(status).toBe(0);
  });

  it("keeps google's agent from a range of pods", () => {
    const files = filesOf('gcp', { podCIDR: 'metadata' });
    expect(files['/etc/default/instance_configs.cfg']).toBe('[IpForwarding]\nip_aliases = false\n');
    expect(files['/etc/systemd/system/node-identity.service']).toContain(
      '\nExecStartPost=-/bin/systemctl --no-block try-restart "google-guest-agent*"\n',
    );
    expect(filesOf('gcp', { name: 'hostname' })).not.toHaveProperty(['/etc/default/instance_configs.cfg']);
  });

  it("takes a machine's own name where there is no metadata, and asks nobody", () => {
    const { output, asked } = run({ provider: 'nocloud', identity: { name: 'hostname' } });
    const name = outputOf('uname', ['-n']).trim().toLowerCase();
    expect(output).toBe(`this node is NODE_NAME=${name}\n`);
    expect(asked).toEqual([]);
  });
});
