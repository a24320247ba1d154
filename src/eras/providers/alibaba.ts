import { http } from '../metadata.js';
import { type Provider, text } from '../provider.js';

export const alibaba: Provider = {
  limit: 16_384,
  counts: 'raw bytes, before base64',
  forms: text,
  console: true,
  change: 'yes, and a reboot',
  datasource: 'AliYun',
  ignition: '2.1.0',
  unconfirmed: 'the limit: newer manuals say 32 KB, older ones 16 KB',
  source: 'Alibaba Cloud ECS: instance user data',
  image: null,
  addresses: { ipv4: ['100.100.100.200'], ipv6: [], ports: http, source: 'Alibaba Cloud ECS: instance metadata' },
  service: null,
  nodeFacts: null,
  routes: {
    script: null,
    unconfirmed: null,
    terraform: {
      provider: 'aliyun/alicloud',
      resource: 'alicloud_route_entry',
      name: 'name',
      destination: 'destination_cidrblock',
      destination6: null,
      nextHop: 'nexthop_id',
      leadsTo: 'instance',
      fixed: { nexthop_type: 'Instance' },
      variables: { route_table_id: "The id of the route table of the machines' VPC." },
      needs: 'no setting of its own',
      source: 'aliyun/terraform-provider-alicloud website/docs/r/route_entry.html.markdown',
    },
  },
  terraform: {
    address: 'aliyun/alicloud',
    read: '1.289.0',
    arguments: [
      {
        resource: 'alicloud_instance',
        argument: 'user_data',
        takes: 'base64',
        encodes: 'unless base64',
        onChange: 'restarts',
      },
    ],
    source: 'aliyun/terraform-provider-alicloud alicloud/resource_alicloud_instance.go',
  },
};
