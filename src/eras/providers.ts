import type { ProviderName } from '../generated/names.js';
import type { Provider } from './provider.js';
import { alibaba } from './providers/alibaba.js';
import { aws } from './providers/aws.js';
import { azure } from './providers/azure.js';
import { digitalocean } from './providers/digitalocean.js';
import { equinix } from './providers/equinix.js';
import { exoscale } from './providers/exoscale.js';
import { gcp } from './providers/gcp.js';
import { generic } from './providers/generic.js';
import { hetzner } from './providers/hetzner.js';
import { linode } from './providers/linode.js';
import { nocloud } from './providers/nocloud.js';
import { oci } from './providers/oci.js';
import { openstack } from './providers/openstack.js';
import { proxmox } from './providers/proxmox.js';
import { scaleway } from './providers/scaleway.js';
import { upcloud } from './providers/upcloud.js';
import { vsphere } from './providers/vsphere.js';
import { vultr } from './providers/vultr.js';

/** A row for each provider that the schema names. */
export const providers: Readonly<Record<ProviderName, Provider>> = {
  aws,
  gcp,
  azure,
  digitalocean,
  hetzner,
  openstack,
  vultr,
  linode,
  oci,
  scaleway,
  exoscale,
  upcloud,
  equinix,
  alibaba,
  proxmox,
  nocloud,
  vsphere,
  generic,
};
