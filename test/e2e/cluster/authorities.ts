import { copyFile, cp, mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { makeRequest } from '../control-plane/certificates.js';
import { type ControlPlaneKeys, keysIn } from '../control-plane/keys.js';
import { execWorks, logsWork, nodeIsReady } from '../control-plane/outside.js';
import { readyPods } from '../control-plane/pods.js';
import { serviceAnswers } from '../control-plane/reached.js';
import { bootwright, type MakeKeys } from '../document/document.js';
import { runCommand } from '../harness/command.js';
import type { Report } from '../harness/report.js';
import { runScript } from '../join/upgrade.js';
import { bootId } from '../machine/inside.js';
import type { Laboratory } from '../machine/laboratory.js';
import { type ClusterRow, holds } from './row.js';

const days = ['-days', '30'];
const authorityExtensions = ['basicConstraints=critical,CA:true', 'keyUsage=critical,keyCertSign,cRLSign'];

async function openssl(...args: string[]): Promise<void> {
  await runCommand(['openssl', ...args], { timeoutMs: 60_000 });
}

/** A root CA of OpenSSL's in a folder of its own: `ca.pem` and `ca-key.pem`. */
async function makeRoot(folder: string, name: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const added = authorityExtensions.slice(1).flatMap((extension) => ['-addext', extension]);
  const files = ['-keyout', join(folder, 'ca-key.pem'), '-out', join(folder, 'ca.pem')];
  await openssl('req', '-x509', '-newkey', 'rsa:2048', '-nodes', ...days, ...added, '-subj', `/CN=${name}`, ...files);
}

/** Where the CA of a row is kept that the folder of keys must not have whole. */
const outsideOf = (pki: string): string => join(dirname(pki), 'outside');

/** What the control plane is made with where its CA is outside: that CA, and the administrator's pair of the folder. */
const outsideKeys = (pki: string): ControlPlaneKeys => ({ ...keysIn(outsideOf(pki)), admin: pki });

/** Requests go out, OpenSSL's own CA (`openssl ca`, with its list of what it signed) answers, and the answers are taken. */
const signedOutside: MakeKeys = async (spec, pki) => {
  const outside = outsideOf(pki);
  await makeRoot(outside, 'a CA elsewhere');
  await mkdir(pki, { recursive: true });
  await copyFile(join(outside, 'ca.pem'), join(pki, 'ca.pem'));
  await bootwright('pki', 'request', spec, '--pki', pki);
  const settings = ['database = index', 'new_certs_dir = .', 'default_md = sha256', 'policy = any'];
  const own = [...settings, 'copy_extensions = copy', 'unique_subject = no', 'rand_serial = yes'];
  const policy = ['organizationName = supplied', 'commonName = supplied'];
  const config = ['[ca]', 'default_ca = own', '[own]', ...own, '[any]', ...policy, ''];
  await writeFile(join(outside, 'ca.cnf'), config.join('\n'));
  await writeFile(join(outside, 'index'), '');
  const answers = join(outside, 'answers');
  await mkdir(answers);
  const requests = await readdir(join(pki, 'requests'), { recursive: true });
  const signer = ['-config', 'ca.cnf', '-batch', '-notext', ...days, '-cert', 'ca.pem', '-keyfile', 'ca-key.pem'];
  for (const [index, request] of requests.filter((file) => file.endsWith('.csr')).entries()) {
    const files = ['-in', join(pki, 'requests', request), '-out', join(answers, `${index}.pem`)];
    // Its paths are relative to where it runs.
    await runCommand(['sh', '-c', 'cd "$1" && shift && exec openssl ca "$@"', 'ca', outside, ...signer, ...files]);
  }
  await bootwright('pki', 'import', spec, answers, '--pki', pki);
};

/** The folder has an intermediate CA, whose root alone the control plane believes. */
const byIntermediate: MakeKeys = async (spec, pki) => {
  const outside = outsideOf(pki);
  await makeRoot(outside, 'a root');
  await mkdir(pki, { recursive: true });
  const at = (file: string): string => join(outside, file);
  const key = join(pki, 'ca-key.pem');
  const identifiers = ['subjectKeyIdentifier=hash', 'authorityKeyIdentifier=keyid'];
  await writeFile(at('middle.ext'), [...authorityExtensions, ...identifiers, ''].join('\n'));
  await makeRequest('/CN=a CA between', key, at('middle.csr'));
  const by = ['-CA', at('ca.pem'), '-CAkey', at('ca-key.pem'), '-set_serial', '0x7001', '-extfile', at('middle.ext')];
  await openssl('x509', '-req', '-in', at('middle.csr'), ...by, ...days, '-out', at('middle.pem'));
  await writeFile(
    join(pki, 'ca.pem'),
    (await readFile(at('middle.pem'), 'utf8')) + (await readFile(at('ca.pem'), 'utf8')),
  );
  await bootwright('pki', 'issue', spec, '--pki', pki);
};

/** The change of a CA, step by step as docs/credentials.md has it; each has a folder with its keys and the node's script. */
const changes = ['both', 'leaves', 'alone'] as const;
type Change = (typeof changes)[number];
const changeFolder = (pki: string, change: Change): string => join(dirname(pki), 'change', change);

/** Makes the documents of a whole change beforehand, beside those of the first boot, which has the old CA alone. */
async function prepareChange(spec: string, pki: string, node: string): Promise<{ script: string; text: string }> {
  const [old, fresh] = [join(pki, 'ca.pem'), join(dirname(pki), 'new-ca')];
  await bootwright('pki', 'init', spec, '--pki', fresh);
  const work = join(dirname(pki), 'change', 'pki');
  await cp(pki, work, { recursive: true });
  const bundle = (await readFile(join(fresh, 'ca.pem'), 'utf8')) + (await readFile(old, 'utf8'));
  const steps: Readonly<Record<Change, () => Promise<unknown>>> = {
    both: () => writeFile(join(work, 'ca.pem'), bundle),
    leaves: async () => {
      await rename(join(fresh, 'ca-key.pem'), join(work, 'ca-key.pem'));
      await bootwright('pki', 'renew', spec, '--all', '--pki', work);
    },
    alone: () => copyFile(join(fresh, 'ca.pem'), join(work, 'ca.pem')),
  };
  let script = '';
  for (const change of changes) {
    await steps[change]();
    const folder = changeFolder(pki, change);
    await cp(work, folder, { recursive: true });
    script = await bootwright('render', spec, '--node', node, '--as', 'script', '--stdout', '--pki', work);
    await writeFile(join(folder, 'node.sh'), script, { mode: 0o600 });
  }
  return { script, text: await bootwright('render', spec, '--node', node, '--stdout', '--pki', work) };
}

/** Before the last step the old CA signs, then the new one does: a folder with that CA alone, for the control plane. */
async function controlPlaneAt(pki: string, change: Change): Promise<ControlPlaneKeys> {
  const folder = changeFolder(pki, change);
  const signer = join(folder, 'signer');
  const from = change === 'both' ? pki : changeFolder(pki, 'alone');
  await mkdir(signer, { recursive: true });
  for (const file of ['ca.pem', 'ca-key.pem']) await copyFile(join(from, file), join(signer, file));
  return { trusted: join(folder, 'ca.pem'), signer, admin: folder };
}

async function changeAuthority(lab: Laboratory, report: Report): Promise<void> {
  const before = await runningPods(lab);
  const says: Readonly<Record<Change, string>> = {
    both: 'everybody believes both CAs',
    leaves: 'everybody has certificates of the new CA',
    alone: 'nobody believes the old CA any more',
  };
  for (const change of changes)
    if (!(await report.check(`${says[change]}, and the node works`, () => takeChange(lab, change, before)))) return;
  await report.check('the old certificates are refused', () => oldIsRefused(lab));
}

/** The machine first where it is to believe more, the control plane first where it is to believe less. */
async function takeChange(lab: Laboratory, change: Change, before: string): Promise<string> {
  const { pki } = lab.document;
  const script = await readFile(join(changeFolder(pki, change), 'node.sh'), 'utf8');
  const takeScript = async (): Promise<void> => {
    const { code, stdout, stderr } = await runScript(lab, script, '--drained', 300_000);
    if (code !== 0) throw new Error(`exit status ${code}\n${stdout}${stderr}`);
  };
  const restart = async (): Promise<void> => lab.controlPlane.restart(await controlPlaneAt(pki, change));
  for (const take of change === 'leaves' ? [restart, takeScript] : [takeScript, restart]) {
    await take();
    await nodeIsReady(lab, await bootId(lab));
  }
  await serviceAnswers(lab);
  await logsWork(lab);
  await execWorks(lab);
  const after = await runningPods(lab);
  if (after !== before) throw new Error(`its pods were ${before}, and are ${after}`);
  return 'Service, logs and exec answer; the same pods';
}

async function runningPods(lab: Laboratory): Promise<string> {
  const pods = await readyPods(lab);
  const containers = pods.flatMap(({ status }) => status.containerStatuses ?? []);
  return containers.map(({ containerID, restartCount }) => `${containerID} (${restartCount})`).join(', ');
}

/** The first administrator's pair, and the node's first, at an API server that knows the new CA alone. */
async function oldIsRefused(lab: Laboratory): Promise<string> {
  const { pki } = lab.document;
  const said: string[] = [];
  for (const pair of ['admin', `nodes/${lab.port.name}`]) {
    const files = ['--cert', join(pki, `${pair}.pem`), '--key', join(pki, `${pair}-key.pem`)];
    const url = 'https://10.240.0.10:6443/api/v1/nodes';
    const status = await lab.outside('curl', '-sk', '-o', '/dev/null', '-w', '%{http_code}', ...files, url);
    if (status !== '401') throw new Error(`${pair}: ${status}`);
    said.push(`${pair}: ${status}`);
  }
  return said.join(', ');
}

/** CAs that are not simply Bootwright's own. */
export const authorityRows: readonly ClusterRow[] = [
  {
    name: 'external-ca',
    what: 'the CA’s key is elsewhere: `pki request`, `openssl ca`, `pki import`; the folder never has the key',
    guest: 'trixie',
    keys: { make: signedOutside, controlPlane: outsideKeys },
    isMeant: holds([/BEGIN CERTIFICATE/, /PRIVATE KEY/]),
  },
  {
    name: 'intermediate',
    what: 'an intermediate CA signs, the control plane believes its root alone: each leaf brings the chain',
    guest: 'trixie',
    keys: { make: byIntermediate, controlPlane: outsideKeys },
    isMeant: holds([/BEGIN CERTIFICATE/, /PRIVATE KEY/]),
  },
  {
    name: 'ca-changed',
    what: 'the CA is changed on a node that runs, as docs/credentials.md has it: first both, then new certificates, then the new one alone; its pods don’t notice',
    guest: 'trixie',
    changes: prepareChange,
    isMeant: holds([/BEGIN CERTIFICATE/, /PRIVATE KEY/]),
    course: { afterwards: changeAuthority },
  },
];
