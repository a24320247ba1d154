import type { ResolvedCluster, ResolvedHost, ResolvedNode } from '../resolve/resolved/resolved.js';
import type { ContributedStep, Contribution, NodeContribution } from './contribution.js';
import { type HostCommand, type PlannedFile, plainFile } from './node-plan.js';

const origin = ['spec', 'host'];
const swapFile = '/swapfile';

function swapParts({ swap }: ResolvedHost): { files: PlannedFile[]; steps: ContributedStep[] } {
  if (swap === null) return { files: [], steps: [] };
  const unit = `[Swap]\nWhat=${swapFile}\n\n[Install]\nWantedBy=swap.target\n`;
  return {
    files: [plainFile('/etc/systemd/system/swapfile.swap', unit, [...origin, 'swap'])],
    steps: [{ name: 'swap', command: ['make_swap', swapFile, String(swap.size)], phase: 'storage' }],
  };
}

/** A file that sudo reads; it takes none that others may write. */
const sudoers = (names: readonly string[]): PlannedFile[] =>
  names.length === 0
    ? []
    : [
        {
          path: '/etc/sudoers.d/bootwright',
          content: names.map((name) => `${name} ALL=(ALL) NOPASSWD:ALL\n`).join(''),
          mode: 0o440,
          secret: false,
          origin: [...origin, 'loginUsers'],
        },
      ];

/** cloud-init sets the name anew at each boot, unless it is told to leave it. */
const keptName = plainFile('/etc/cloud/cloud.cfg.d/99-bootwright.cfg', 'preserve_hostname: true\n', [
  ...origin,
  'hostName',
]);

function nameSteps({ name }: ResolvedNode): ContributedStep[] {
  return [{ name: 'host-name', command: ['hostnamectl', 'set-hostname', name], phase: 'preflight' }];
}

const onUnits = (words: HostCommand['words'], units: readonly string[]): HostCommand[] =>
  units.length > 0 ? [{ words: [...words, ...units] }] : [];

/** What the spec makes of the machine itself: its name, kernel, swap, users, programs and units. */
export function planOwnMachine({ host }: ResolvedCluster): NodeContribution {
  const { kernelArguments, loginUsers, ownPrograms, systemUnits, namesMachine } = host;
  const kernel: ContributedStep[] =
    kernelArguments.length > 0
      ? [{ name: 'kernel-arguments', command: ['kernel_arguments', ...kernelArguments], phase: 'kernel' }]
      : [];
  const fetched: ContributedStep[] = ownPrograms.map(({ path, url, digest }) => ({
    name: `program-${path.slice(path.lastIndexOf('/') + 1)}`,
    command: [
      'put',
      url,
      digest,
      path.slice(0, path.lastIndexOf('/')) || '/',
      'file',
      path.slice(path.lastIndexOf('/') + 1),
    ],
    phase: 'host',
  }));
  const commands: HostCommand[] = [
    ...loginUsers.map(({ name, sshKeys }): HostCommand => ({ words: ['login_user', name, ...sshKeys] })),
    ...onUnits(['mask_units'], systemUnits.mask),
    ...onUnits(['systemctl', 'enable', '--now'], systemUnits.enable),
  ];
  const swap = swapParts(host);
  const files = [
    ...swap.files,
    ...sudoers(loginUsers.filter(({ sudo }) => sudo).map(({ name }) => name)),
    ...(namesMachine && !host.writtenOnce ? [keptName] : []),
  ];
  const ofCluster: Contribution = { files, host: commands };
  const steps = [...kernel, ...swap.steps, ...fetched];
  return (node) => ({ ...ofCluster, steps: [...(namesMachine ? nameSteps(node) : []), ...steps] });
}
