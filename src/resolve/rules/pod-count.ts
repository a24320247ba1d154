import { width } from '../../spec/addresses.js';
import { diagnose } from '../../spec/diagnose.js';
import type { Diagnostic } from '../../spec/diagnostic.js';
import type { NormalisedSpec } from '../full-spec.js';
import { machineScope } from './kubelet-said.js';
import type { Claimant } from './machines.js';

/** The network's own address, the bridge's and the broadcast address. Source: containernetworking/plugins host-local, range.go. */
const takenAddresses = 3;

/** More pods than a machine has addresses for: those beyond stay in ContainerCreating. */
export function podCountRules({ spec }: NormalisedSpec, all: readonly Claimant[]): Diagnostic[] {
  // Only the bridge's ranges are the documents' own.
  if (spec.cni.plugin !== 'bridge') return [];
  const { nodeMask } = spec.network;
  return all.flatMap(({ path, owner, count, slices }) => {
    const [, kind, index] = path;
    const machine = spec[kind as 'workers' | 'pools'][index as number];
    if (machine === undefined) return [];
    const scope = machineScope(spec, path, machine.kubelet);
    const said = scope.said('maxPods', 'max-pods');
    const pods = Number(scope.settled('maxPods', 'max-pods'));
    const place =
      said?.by === 'flag' ? [...scope.path, 'flags', 'max-pods'].join('.') : scope.placeOf('maxPods', 'max-pods');
    const isFlag = place.includes('.flags.');
    return slices.flatMap(({ family, prefix: own, at }) => {
      const prefix = count === undefined ? own : nodeMask[family];
      const room = 2 ** (width[family] - prefix) - takenAddresses;
      if (!(pods > room) || room < 1) return [];
      const args = { owner, pods, prefix, room, place, limit: isFlag ? String(room) : room };
      return [diagnose('pods-without-address', at, args)];
    });
  });
}
