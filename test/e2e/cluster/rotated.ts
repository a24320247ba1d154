import { approvalSite, approveServing, makeApprover, runPipeline } from '../approve/approval.js';
import { nodeIsReady } from '../control-plane/outside.js';
import { serviceAnswers } from '../control-plane/reached.js';
import type { Report } from '../harness/report.js';
import { eventually } from '../harness/wait.js';
import { bootId } from '../machine/inside.js';
import type { Laboratory } from '../machine/laboratory.js';
import { clusterFile } from './cluster-side.js';
import { type ClusterRow, holds } from './row.js';

const first = '/var/lib/kubelet/worker-0.pem';
const current = '/var/lib/kubelet/pki/kubelet-client-current.pem';

/** A first certificate worth an hour in the document, and a cluster that signs for minutes. */
export const rotated: ClusterRow = {
  name: 'rotated',
  what: 'the document’s certificate is worth an hour: the kubelet has it replaced by the cluster at once, and again before its end; kube-proxy follows',
  guest: 'trixie',
  spec: { credentials: { rotate: true, hours: 1 } },
  isMeant: holds([/rotateCertificates: true/, /PRIVATE KEY/, /kubelet-client-current\.pem/], [/token: /]),
  course: {
    // A kubelet renews when seven to nine tenths of the time are over, the five minutes before the signing included.
    site: { controllerManagerFlags: ['--cluster-signing-duration=8m'] },
    before: [{ what: 'rbac.yaml is applied', take: applyRights }],
    whenReady: {
      what: 'bootwright approve approves what the kubelet asks for, on a schedule',
      take: approveOnSchedule,
    },
    afterwards: renewedAgain,
  },
};

async function applyRights({ kubectl, document }: Laboratory): Promise<undefined> {
  await kubectl.run('apply', '--validate=strict', '-f', clusterFile({ document }, 'rbac.yaml'));
}

/** As cron runs that line: serving certificates are worth minutes here, and nobody else approves the next ones. */
async function approveOnSchedule(lab: Laboratory): Promise<string> {
  const approved = await approveServing(lab);
  const site = approvalSite(lab);
  const config = await makeApprover(site);
  const timer = setInterval(async () => {
    // Once the case is over its network is gone, and nothing runs there.
    const { statuses } = await runPipeline(site, config).catch(() => ({ statuses: '' }));
    if (statuses === '') clearInterval(timer);
  }, 60_000);
  timer.unref();
  lab.signal.addEventListener('abort', () => clearInterval(timer));
  return approved;
}

interface Seen {
  readonly serial: string;
  readonly end: number;
}

async function read({ shell }: Laboratory, file: string): Promise<Seen> {
  const said = await shell.run(`openssl x509 -noout -serial -enddate -in ${file}`);
  const [, serial, end] = /^serial=(\w+)\nnotAfter=(.+)$/m.exec(said) ?? [];
  if (serial === undefined || end === undefined) throw new Error(said);
  return { serial, end: Date.parse(end) };
}

async function renewedAgain(lab: Laboratory, report: Report): Promise<void> {
  let second: Seen | undefined;
  await report.check("the document's certificate is worth an hour, and is not the kubelet's any more", async () => {
    const [own, now] = [await read(lab, first), await read(lab, current)];
    if (own.serial === now.serial) throw new Error('the kubelet still has it');
    const minutes = (own.end - Date.now()) / 60_000;
    if (minutes > 60) throw new Error(`it ends in ${minutes} minutes`);
    second = now;
    return `${own.serial}, then ${now.serial}`;
  });
  const renewed = await report.check('the kubelet renews the certificate of minutes that it got', () =>
    eventually('another certificate', 600_000, lab.signal, async () => {
      const now = await read(lab, current);
      if (second === undefined || now.serial === second.serial) throw new Error('it is the same one');
      return now.serial;
    }),
  );
  if (!renewed || second === undefined) return;
  const { end } = second;
  await report.check('once the one before has ended, the node is Ready and kube-proxy takes new Services', async () => {
    await eventually('its end', 600_000, lab.signal, async () => {
      if (Date.now() < end + 5_000) throw new Error('it still holds');
      return true;
    });
    await nodeIsReady(lab, await bootId(lab));
    await newService(lab);
    return serviceAnswers(lab);
  });
}

/** A Service that kube-proxy can know of only by what it has read since. */
async function newService({ kubectl, shell, signal }: Laboratory): Promise<void> {
  await kubectl.run('expose', 'pod', 'server', '--name=late', '--port=80', '--target-port=8080');
  const { spec } = await kubectl.get<{ spec: { clusterIP: string } }>('service', 'late');
  await eventually('the new Service answers', 120_000, signal, () =>
    shell.run(`curl -sSf --max-time 5 http://${spec.clusterIP}/`),
  );
}
