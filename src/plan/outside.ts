import type { ResolvedCluster, ResolvedHost } from '../resolve/resolved/resolved.js';
import type { Contribution } from './contribution.js';
import { plainFile } from './node-plan.js';

const origin = ['spec', 'host'];

/** Lines of /etc/hosts, before any name is asked for. */
function planNames({ hostEntries }: ResolvedHost): Contribution {
  const lines = hostEntries.map(({ address, names }) => [address, ...names].join(' '));
  return { steps: [{ name: 'names', command: ['host_entries', ...lines], phase: 'preflight' }] };
}

function planResolver({ resolver: { servers, search } }: ResolvedHost): Contribution {
  // Without the domain ~. the servers of the network's own would be asked, too.
  const domains = [...search, ...(servers.length > 0 ? ['~.'] : [])].join(' ');
  const lines = [...(servers.length > 0 ? [`DNS=${servers.join(' ')}`] : []), `Domains=${domains}`];
  const text = ['[Resolve]', ...lines, ''].join('\n');
  return {
    files: [plainFile('/etc/systemd/resolved.conf.d/kubernetes.conf', text, [...origin, 'resolver'])],
    steps: [{ name: 'resolver', command: ['ask_anew'], phase: 'preflight', keyed: true }],
  };
}

/** For chrony where it is all there is, its whole configuration; else a file for each program that may set the clock. */
function planTime({ time: { servers, waits, chronyOnly } }: ResolvedHost): Contribution {
  const sources = servers.map((server) => `server ${server} iburst\n`).join('');
  const file = (path: string, text: string) => plainFile(path, text, [...origin, 'time']);
  const whole = `${sources}driftfile /var/lib/chrony/drift\nmakestep 1.0 3\nrtcsync\n`;
  const files = chronyOnly
    ? [file('/etc/chrony.conf', whole)]
    : [
        file('/etc/systemd/timesyncd.conf.d/kubernetes.conf', `[Time]\nNTP=${servers.join(' ')}\n`),
        file('/etc/chrony/sources.d/kubernetes.sources', sources),
      ];
  return {
    files: servers.length > 0 ? files : [],
    steps: [{ name: 'time', command: ['set_clock', waits ? 'wait' : 'go'], phase: 'preflight', keyed: true }],
  };
}

function planTrust({ trust: { certificates, directory, ending, command } }: ResolvedHost): Contribution {
  return {
    files: certificates.map((certificate, index) =>
      plainFile(`${directory}/bootwright-${index}.${ending}`, certificate, [...origin, 'trustedCAs', index]),
    ),
    steps: [{ name: 'trust', command: ['trust', command], phase: 'preflight', keyed: true }],
  };
}

/** What the machine is told of the world outside before it asks for anything: names, time and whom to trust. */
export function planOutside({ host }: ResolvedCluster): Contribution[] {
  const { hostEntries, resolver, time, trust } = host;
  return [
    ...(hostEntries.length > 0 ? [planNames(host)] : []),
    ...(resolver.servers.length + resolver.search.length > 0 ? [planResolver(host)] : []),
    ...(time.servers.length > 0 || time.waits ? [planTime(host)] : []),
    ...(trust.certificates.length > 0 ? [planTrust(host)] : []),
  ];
}
