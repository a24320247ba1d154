import { isIPv4, isIPv6 } from 'node:net';
import type { MetadataOf } from '../network/metadata-service.js';
import { gateway, metadataAddress, type Port } from '../network/network.js';

/** A provider as its machines see it. */
export interface Provider {
  /** In the spec. */
  readonly name: string;
  /** cloud-init's name for where it finds its data. */
  readonly datasource: string;
  /** What the machines' firmware says, in qemu's words. */
  readonly firmware: string;
  /** What its images have in /etc/hosts, so that cloud-init finds the service before there is a name server. */
  readonly hosts?: string;
  readonly metadata: MetadataOf;
}

const network = { netmask: '255.255.255.0', gateway };
const machineId = '2756294';
const serial = 'ec2e1916-9099-4caf-8d21-012345abcdef';

/** Machine names and addresses are the port's; everything at hand that the documents of one provider look for. */
export const providers: Readonly<Record<'aws' | 'gcp' | 'openstack' | 'digitalocean' | 'hetzner', Provider>> = {
  aws: {
    name: 'aws',
    datasource: 'Ec2',
    firmware: `type=1,manufacturer=Amazon EC2,product=t3.small,uuid=${serial},serial=${serial}`,
    metadata: (port, userData) => ({ ...ec2('latest', port, userData), ...ec2('2009-04-04', port, userData) }),
  },
  gcp: {
    name: 'gcp',
    datasource: 'GCE',
    firmware: 'type=1,manufacturer=Google,product=Google Compute Engine,serial=GoogleCloud-2756294',
    hosts: `${metadataAddress} metadata.google.internal metadata\n`,
    metadata: (port, userData) => ({
      [google('instance/id')]: machineId,
      [google('instance/zone')]: 'projects/1/zones/test-1a',
      [google('instance/hostname')]: `${port.name}.c.test.internal`,
      [google('instance/name')]: port.name,
      [google('instance/network-interfaces/0/ip')]: port.address,
      [google('instance/attributes/pod-cidr')]: port.podCIDR,
      [google('instance/attributes/?recursive=True')]: JSON.stringify({ 'user-data': userData }),
      [google('project/attributes/?recursive=True')]: '{}',
      '/latest/user-data': userData,
    }),
  },
  openstack: {
    name: 'openstack',
    datasource: 'OpenStack',
    firmware: 'type=1,manufacturer=OpenStack Foundation,product=OpenStack Nova',
    metadata: (port, userData) => ({
      ...ec2('latest', port, userData),
      '/openstack': 'latest',
      '/openstack/latest/user_data': userData,
      '/openstack/latest/meta_data.json': JSON.stringify({
        uuid: `0b4c1c9e-${port.name}`,
        name: port.name,
        hostname: `${port.name}.novalocal`,
        availability_zone: 'nova',
        meta: { 'pod-cidr': port.podCIDR },
      }),
    }),
  },
  hetzner: {
    name: 'hetzner',
    datasource: 'Hetzner',
    firmware: `type=1,manufacturer=Hetzner,product=vServer,serial=${machineId}`,
    metadata: (port, userData) => ({
      '/hetzner/v1/metadata': JSON.stringify({
        'instance-id': machineId,
        hostname: port.name,
        'network-config': { version: 1, config: [] },
        'public-keys': [],
      }),
      '/hetzner/v1/metadata/instance-id': machineId,
      '/hetzner/v1/metadata/hostname': port.name,
      '/hetzner/v1/metadata/private-networks': `- ip: ${port.address}\n  alias_ips: []\n  network_name: test\n`,
      '/hetzner/v1/userdata': userData,
      '/latest/user-data': userData,
    }),
  },
  digitalocean: {
    name: 'digitalocean',
    datasource: 'DigitalOcean',
    firmware: `type=1,manufacturer=DigitalOcean,product=Droplet,serial=${machineId}`,
    metadata: (port, userData) => ({
      '/metadata/v1.json': JSON.stringify({
        droplet_id: Number(machineId),
        hostname: port.name,
        user_data: userData,
        region: 'test1',
        public_keys: [],
        dns: { nameservers: [gateway] },
        interfaces: { private: [{ mac: port.mac, type: 'private', ipv4: { ip_address: port.address, ...network } }] },
      }),
      '/metadata/v1/hostname': port.name,
      '/metadata/v1/interfaces/private/0/ipv4/address': port.address,
      '/latest/user-data': userData,
    }),
  },
};

function google(path: string): string {
  return `/computeMetadata/v1/${path}`;
}

function ec2(
  version: string,
  { name, addresses, mac, podCIDRs }: Port,
  userData: string,
): Readonly<Record<string, string>> {
  const base = `/${version}/meta-data`;
  const ofCard = `${base}/network/interfaces/macs/${mac}`;
  const [ipv4, ipv6] = [addresses.find(isIPv4), addresses.find(isIPv6)];
  return {
    '/latest/api/token': 'a-token-of-the-session',
    [`/${version}/user-data`]: userData,
    [`/${version}/dynamic/instance-identity/document`]: JSON.stringify({ instanceId: `i-${name}`, region: 'test-1' }),
    [`${base}/instance-id`]: `i-${name}`,
    [`${base}/hostname`]: name,
    [`${base}/local-hostname`]: name,
    [`${base}/instance-type`]: 't3.small',
    [`${base}/placement/availability-zone`]: 'test-1a',
    [`${base}/placement/region`]: 'test-1',
    [`${ofCard}/device-number`]: '0',
    ...(ipv4 && {
      [`${base}/local-ipv4`]: ipv4,
      [`${ofCard}/local-ipv4s`]: ipv4,
      [`${ofCard}/subnet-ipv4-cidr-block`]: '10.240.0.0/24',
    }),
    ...(ipv6 && {
      [`${base}/ipv6`]: ipv6,
      [`${ofCard}/ipv6s`]: ipv6,
      [`${ofCard}/subnet-ipv6-cidr-blocks`]: '2001:db8::/64',
    }),
    [`${base}/tags/instance/pod-cidr`]: podCIDRs.join(','),
  };
}
