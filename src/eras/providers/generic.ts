import type { Provider } from '../provider.js';
import { byMachines } from '../routes.js';

export const generic: Provider = {
  limit: null,
  counts: '',
  forms: [],
  console: true,
  change: 'it depends',
  datasource: 'any',
  ignition: '2.0.0',
  source: 'no provider named',
  image: null,
  addresses: null,
  service: null,
  nodeFacts: null,
  routes: byMachines,
  terraform: null,
};
