import * as outside from '../control-plane/outside.js';
import * as pods from '../control-plane/pods.js';
import { metadataIsTheNodesAlone, serviceAnswers } from '../control-plane/reached.js';
import type { Report } from '../harness/report.js';
import { routeIsAdvertised } from '../machine/advertisements.js';
import * as inside from '../machine/inside.js';
import type { Laboratory, SiteOptions } from '../machine/laboratory.js';
import { missingPackage } from '../supplies/guest.js';
import { driftIsNothing } from './upgrade.js';

/** What a case does beside, at its time; each says what it saw, and throws where it fails. */
export interface Course {
  readonly site?: SiteOptions;
  /** In the cluster, before the machine is there. */
  readonly before?: readonly Step[];
  /** How the machine is powered on, and what happens to it until it is left alone. */
  readonly boot?: Step;
  /** In the cluster, before any node can be Ready. */
  readonly addOn?: Step;
  /** As soon as the node is Ready. */
  readonly whenReady?: Step;
  /** How images come: by hand, where nothing is said. */
  readonly images?: Step;
  /** Once it works, before its restart. */
  readonly afterwards?: (lab: Laboratory, report: Report) => Promise<unknown>;
  /** When all is looked at. */
  readonly atEnd?: Step;
  readonly expects?: Expectations;
}

/** What else must be so of this node than of every one. */
export interface Expectations {
  readonly node?: outside.PlannedNode;
  /** Pods are kept from the metadata service; one is there. */
  readonly metadataBlock?: boolean;
  /** Where no kube-proxy runs, a route leads to Services. */
  readonly servicesBy?: 'kube-proxy' | 'route';
  /** Ignition has read the document, for an image that has all packages. */
  readonly byIgnition?: boolean;
  /** The system's packages are rpms, none of which is what the image lacks. */
  readonly byRpm?: boolean;
  /** Its cluster has all rights and add-ons already: nothing of `cluster/` is applied, but for its script. */
  readonly appliesNothing?: boolean;
  /** `cluster/verify.sh` asks nothing of it that it does not ask of others. */
  readonly unverified?: boolean;
  /** The spec gives it swap. */
  readonly keepsSwap?: boolean;
  /** Its first boot was cut: how far that one came is not known. */
  readonly wasCut?: boolean;
}

export interface Step {
  readonly what: string;
  readonly take: (lab: Laboratory) => Promise<string | undefined>;
}

const powerOn: Step = { what: 'the machine is powered on', take: async ({ machine }) => void machine.powerOn() };
const importImages: Step = { what: 'the test images are imported', take: outside.importImages };

/** The case: a machine boots the document, joins the cluster, works, and does so again after a restart. */
export async function join(lab: Laboratory, report: Report, course: Course = {}): Promise<void> {
  const { before = [], boot = powerOn } = course;
  for (const { what, take } of [...before, boot]) if (!(await report.check(what, () => take(lab)))) return stop(report);
  if (!(await report.check('the machine boots', () => answers(lab)))) return stop(report);
  if (!(await firstBoot(lab, report, course))) return stop(report);
  if (!(await cluster(lab, report, course))) return stop(report);
  await course.afterwards?.(lab, report);
  await restart(lab, report, course);
  const { atEnd } = course;
  if (atEnd) await report.check(atEnd.what, () => atEnd.take(lab));
}

async function firstBoot(lab: Laboratory, report: Report, { expects = {} }: Course): Promise<boolean> {
  const done = await installed(lab, report, expects);
  const ready = await report.check('the serial console says READY', () => inside.consoleSaysReady(lab));
  await report.check('every planned file has its content, mode and owner', () => inside.filesAreAsPlanned(lab));
  if (!expects.byIgnition && !expects.byRpm)
    await report.check(`the missing package ${missingPackage} is installed`, () =>
      inside.packageIsInstalled(lab, missingPackage),
    );
  await liveSettings(lab, report);
  if (!expects.keepsSwap)
    await report.check('swap is off', () => inside.swapIsOff(lab, expects.wasCut ? undefined : 'swap'));
  return done && ready;
}

function installed(lab: Laboratory, report: Report, { byIgnition }: Expectations, when = ''): Promise<boolean> {
  return byIgnition
    ? report.check(`${when}status.json says ready`, () => inside.installIsDone(lab))
    : report.check(`${when}cloud-init status is done`, () => inside.cloudInitIsDone(lab));
}

async function liveSettings(lab: Laboratory, report: Report, when = ''): Promise<void> {
  await report.check(`${when}the kernel modules are loaded`, () => inside.modulesAreLoaded(lab));
  await report.check(`${when}the sysctls are set`, () => inside.sysctlsAreSet(lab));
  if (lab.network.families.includes('ipv6'))
    await report.check(`${when}it forwards IPv6 and keeps its own route`, () => routeIsAdvertised(lab));
}

/** The node's work in its cluster; false where what comes after needs what failed. */
export async function cluster(lab: Laboratory, report: Report, course: Course = {}): Promise<boolean> {
  const { addOn, whenReady, images = importImages, expects = {} } = course;
  const { node, servicesBy } = expects;
  const boot = await inside.bootId(lab);
  if (addOn && !(await report.check(addOn.what, () => addOn.take(lab)))) return false;
  if (!(await report.check('the node is Ready', () => outside.nodeIsReady(lab, boot)))) return false;
  if (lab.document.script !== undefined)
    await report.check('its script finds nothing that differs (--drift)', () => driftIsNothing(lab));
  if (node)
    await report.check('its labels, taints and releases are as planned', () => outside.nodeIsAsPlanned(lab, node));
  if (whenReady && !(await report.check(whenReady.what, () => whenReady.take(lab)))) return false;
  if (!(await report.check(images.what, () => images.take(lab)))) return false;
  if (!(await report.check('pods run with pod addresses', () => pods.podsRun(lab)))) return false;
  await report.check('the Service answers', () => serviceAnswers(lab, servicesBy));
  await report.check('logs work through the API server', () => outside.logsWork(lab));
  await report.check('exec works through the API server', () => outside.execWorks(lab));
  await metadata(lab, report, expects);
  if (lab.document.clusterSide !== undefined) {
    const folder = lab.document.clusterSide;
    const skipped = servicesBy === 'route' ? ['service'] : [];
    if (!expects.appliesNothing)
      await report.check('cluster/rbac.yaml and dns.yaml are applied', () => outside.clusterSideApplies(lab, folder));
    if (!expects.unverified)
      await report.check('cluster/verify.sh passes', () => outside.verifyPasses(lab, folder, skipped));
  }
  return true;
}

async function metadata(lab: Laboratory, report: Report, { metadataBlock }: Expectations, when = ''): Promise<void> {
  if (!metadataBlock) return;
  const what = `${when}the metadata service answers the node, and no pod`;
  await report.check(what, () => metadataIsTheNodesAlone(lab));
}

async function restart(lab: Laboratory, report: Report, { expects = {} }: Course): Promise<void> {
  const restarted = await report.check('the machine restarts', async () => {
    await lab.machine.restart(() => lab.shell.attempt('systemctl reboot'), 90_000);
    return answers(lab);
  });
  if (!restarted) return stop(report);
  const boot = await inside.bootId(lab);
  await report.check('after the restart the node is Ready', () => outside.nodeIsReady(lab, boot));
  await installed(lab, report, expects, 'after the restart ');
  if (!expects.keepsSwap) await report.check('after the restart swap is off', () => inside.swapIsOff(lab, 'none'));
  await report.check('after the restart every planned file is as planned', () =>
    inside.filesAreAsPlanned(lab, lab.document.later?.text),
  );
  await liveSettings(lab, report, 'after the restart ');
  await report.check('after the restart the pods are new and the Service answers', async () => {
    await pods.readyPodsAgain(lab);
    return serviceAnswers(lab, expects.servicesBy);
  });
  await report.check('after the restart a deleted pod comes back', () => pods.deletedPodComesBack(lab));
  await metadata(lab, report, expects, 'after the restart ');
}

async function answers({ shell }: Laboratory): Promise<undefined> {
  await shell.opened(120_000);
}

function stop(report: Report): void {
  report.skip('the rest of the case', 'it needs what just failed');
}
