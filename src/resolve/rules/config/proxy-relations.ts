import { minorBefore } from '../../../eras/release-order.js';
import { isAddress, isAddressWithPort, isPortRange, isRange } from './forms.js';
import { type Contradiction, vmodule } from './kubelet-relations.js';
import type { ConfigView } from './view.js';

const keywords = ['primary', 'localhost', 'all'];

/** Source: pkg/proxy/apis/config/validation/validation.go, v1.10.13 to v1.37.0. */
export function proxyRelations(view: ConfigView): (Contradiction | false)[] {
  const { text, list, since, value, version } = view;
  return [
    text('bindAddress') !== '' && !isAddress(text('bindAddress')) && ['bindAddress', 'must be an IP address'],
    ...['healthzBindAddress', 'metricsBindAddress'].map((field): Contradiction | false => {
      const said = text(field);
      const isGood = isAddressWithPort(said) || isAddress(said);
      return said !== '' && !isGood && [field, 'must be an IP address and a port, such as 0.0.0.0:10256'];
    }),
    ...['iptables', 'nftables', 'ipvs'].map((mode) => syncPeriods(mode, view)),
    isWrongClusterRange(view) && [
      'clusterCIDR',
      'must be a range, or one of each address family with a comma between them',
    ],
    !since('1.31') &&
      text('portRange') !== '' &&
      !isPortRange(text('portRange')) && ['portRange', 'must be ports, such as 30000-32767'],
    ...nodePorts(list('nodePortAddresses').map(String), since),
    ...list('ipvs.excludeCIDRs').map(
      (range, index): Contradiction | false =>
        text('mode') === 'ipvs' &&
        !isRange(String(range)) && [`ipvs.excludeCIDRs.${index}`, 'must be a range, such as 10.0.0.0/8'],
    ),
    text('detectLocalMode') === 'BridgeInterface' &&
      text('detectLocal.bridgeInterface') === '' && [
        'detectLocalMode',
        'is BridgeInterface, which needs detectLocal.bridgeInterface',
      ],
    text('detectLocalMode') === 'InterfaceNamePrefix' &&
      text('detectLocal.interfaceNamePrefix') === '' && [
        'detectLocalMode',
        'is InterfaceNamePrefix, which needs detectLocal.interfaceNamePrefix',
      ],
    since('1.18') &&
      value('showHiddenMetricsForVersion') !== undefined &&
      !['', minorBefore(version)].includes(text('showHiddenMetricsForVersion')) && [
        'showHiddenMetricsForVersion',
        `must be the release before, ${minorBefore(version)}`,
      ],
    ...vmodule(text('logging.format'), list('logging.vmodule')),
  ];
}

/** Until 1.30 the range is always looked at, from 1.31 on where local traffic is told by it. */
function isWrongClusterRange({ text, since }: ConfigView): boolean {
  const said = text('clusterCIDR');
  if (said === '' || (since('1.31') && text('detectLocalMode') !== 'ClusterCIDR')) return false;
  const ranges = said.split(',').map((range) => range.trim());
  const families = new Set(ranges.map((range) => range.includes(':')));
  return !ranges.every(isRange) || ranges.length > 2 || (ranges.length === 2 && families.size === 1);
}

/** Until 1.30 iptables' periods are held together in every mode, ipvs' in its own; from 1.31 on those of the mode in use. */
function syncPeriods(mode: string, { seconds, text, since }: ConfigView): Contradiction | false {
  const inUse = text('mode') === mode || (mode === 'iptables' && (text('mode') === '' || !since('1.31')));
  const standard = mode === 'iptables' ? 1 : 0;
  return (
    inUse &&
    seconds(`${mode}.minSyncPeriod`, !since('1.13') ? 0 : standard) > seconds(`${mode}.syncPeriod`, 30) && [
      `${mode}.syncPeriod`,
      'must not be less than minSyncPeriod',
    ]
  );
}

function nodePorts(addresses: readonly string[], since: ConfigView['since']): (Contradiction | false)[] {
  const words = since('1.37') ? keywords : since('1.31') ? ['primary'] : [];
  return addresses.map((each, index): Contradiction | false => {
    if (words.includes(each)) {
      if (since('1.37')) return addresses.indexOf(each) < index && [`nodePortAddresses.${index}`, 'is there twice'];
      return addresses.length > 1 && [`nodePortAddresses.${index}`, 'is primary, which stands alone'];
    }
    return (
      !isRange(each) && [
        `nodePortAddresses.${index}`,
        `must be a range, such as 10.0.0.0/8${words.length > 0 ? `, or ${words.join(', ')}` : ''}`,
      ]
    );
  });
}
