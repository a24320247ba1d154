import { missingPackage } from './guest.js';
import * as inside from './inside.js';
import type { Laboratory } from './laboratory.js';
import * as outside from './outside.js';
import type { Report } from './report.js';

/** What a case does beside, at its time; each says what it saw, and throws where it fails. */
export interface Course {
  /** In the cluster, before the machine is there. */
  readonly before?: Step;
  /** As soon as the node is Ready. */
  readonly whenReady?: Step;
  /** Once it works, before its restart. */
  readonly afterwards?: (lab: Laboratory, report: Report) => Promise<unknown>;
}

interface Step {
  readonly what: string;
  readonly take: (lab: Laboratory) => Promise<string | undefined>;
}

/** The case: a machine boots the document, joins the cluster, works, and does so again after a restart. */
export async function join(lab: Laboratory, report: Report, course: Course = {}): Promise<void> {
  const { before } = course;
  if (before && !(await report.check(before.what, () => before.take(lab)))) return stop(report);
  lab.machine.powerOn();
  if (!(await report.check('the machine boots', () => answers(lab)))) return stop(report);
  if (!(await firstBoot(lab, report))) return stop(report);
  if (!(await cluster(lab, report, course.whenReady))) return stop(report);
  await course.afterwards?.(lab, report);
  await restart(lab, report);
}

async function firstBoot(lab: Laboratory, report: Report): Promise<boolean> {
  const done = await report.check('cloud-init status is done', () => inside.cloudInitIsDone(lab));
  const ready = await report.check('the serial console says READY', () => inside.consoleSaysReady(lab));
  await report.check('every planned file has its content, mode and owner', () => inside.filesAreAsPlanned(lab));
  await report.check(`the missing package ${missingPackage} is installed`, () =>
    inside.packageIsInstalled(lab, missingPackage),
  );
  await liveSettings(lab, report);
  await report.check('swap is off', () => inside.swapIsOff(lab, 'swap'));
  return done && ready;
}

async function liveSettings(lab: Laboratory, report: Report, when = ''): Promise<void> {
  await report.check(`${when}the kernel modules are loaded`, () => inside.modulesAreLoaded(lab));
  await report.check(`${when}the sysctls are set`, () => inside.sysctlsAreSet(lab));
}

/** The node's work in its cluster; false where what comes after needs what failed. */
export async function cluster(lab: Laboratory, report: Report, whenReady?: Step): Promise<boolean> {
  const boot = await inside.bootId(lab);
  if (!(await report.check('the node is Ready', () => outside.nodeIsReady(lab, boot)))) return false;
  if (whenReady && !(await report.check(whenReady.what, () => whenReady.take(lab)))) return false;
  if (!(await report.check('the test images are imported', () => outside.importImages(lab)))) return false;
  if (!(await report.check('pods run with pod addresses', () => outside.podsRun(lab)))) return false;
  await report.check('the Service answers', () => outside.serviceAnswers(lab));
  await report.check('logs work through the API server', () => outside.logsWork(lab));
  await report.check('exec works through the API server', () => outside.execWorks(lab));
  if (lab.document.clusterSide !== undefined) {
    const folder = lab.document.clusterSide;
    await report.check('cluster/rbac.yaml and dns.yaml are applied', () => outside.clusterSideApplies(lab, folder));
    await report.check('cluster/verify.sh passes', () => outside.verifyPasses(lab, folder));
  }
  return true;
}

async function restart(lab: Laboratory, report: Report): Promise<void> {
  const restarted = await report.check('the machine restarts', async () => {
    await lab.machine.restart(() => lab.shell.attempt('systemctl reboot'), 90_000);
    return answers(lab);
  });
  if (!restarted) return stop(report);
  const boot = await inside.bootId(lab);
  await report.check('after the restart the node is Ready', () => outside.nodeIsReady(lab, boot));
  await report.check('after the restart cloud-init status is done', () => inside.cloudInitIsDone(lab));
  await report.check('after the restart swap is off', () => inside.swapIsOff(lab, 'none'));
  await report.check('after the restart every planned file is as planned', () => inside.filesAreAsPlanned(lab));
  await liveSettings(lab, report, 'after the restart ');
  await report.check('after the restart the pods are new and the Service answers', async () => {
    await outside.readyPods(lab, 1);
    return outside.serviceAnswers(lab);
  });
}

async function answers({ shell }: Laboratory): Promise<undefined> {
  await shell.opened(120_000);
}

function stop(report: Report): void {
  report.skip('the rest of the case', 'it needs what just failed');
}
