import { diagnose } from '../../spec/diagnose.js';
import type { Diagnostic } from '../../spec/diagnostic.js';
import { machineScope } from './kubelet-said.js';
import type { Claimant } from './machines.js';
import type { Spec } from './rule.js';

/** Source: kubernetes/kubernetes pkg/kubelet/apis/config/v1beta1/defaults.go, MaxPods. */
const podsByDefault = 110;

/** The network's own address, the bridge's and the broadcast address. Source: containernetworking/plugins host-local, range.go. */
const takenAddresses = 3;

/** More pods than a machine has addresses for: those beyond stay in ContainerCreating. */
export function podCountRules(spec: Spec, all: readonly Claimant[]): Diagnostic[] {
  const { plugin = 'bridge' } = spec.cni ?? {};
  // Only the bridge's ranges are the documents' own.
  if (plugin !== 'bridge') return [];
  const { nodeMask = 24 } = spec.network;
  return all.flatMap(({ path, owner, count, slice }) => {
    if (slice === undefined) return [];
    const [, kind, index] = path;
    const machine = spec[kind as 'workers' | 'pools']?.[index as number];
    const scope = machineScope(spec, path, machine?.kubelet);
    const said = scope.said('maxPods', 'max-pods');
    const pods = Number(said?.value ?? podsByDefault);
    const prefix = count === undefined ? slice.prefix : nodeMask;
    const room = 2 ** (32 - prefix) - takenAddresses;
    if (!(pods > room) || room < 1) return [];
    const own = machineScope(spec, path, machine?.kubelet ?? {});
    const place =
      said?.by === 'flag' ? [...own.path, 'flags', 'max-pods'].join('.') : own.placeOf('maxPods', 'max-pods');
    const isFlag = place.includes('.flags.');
    const args = { owner, pods, prefix, room, place, limit: isFlag ? String(room) : room };
    return [diagnose('pods-without-address', [...path, 'podCIDR'], args)];
  });
}
