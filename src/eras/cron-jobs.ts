import type { Era } from './lookup.js';

/** The API that an API server has CronJobs in. */
export const cronJobApi: readonly [Era<string>, ...Era<string>[]] = [
  { since: '1.8.0', value: 'batch/v1beta1', source: 'kubernetes/kubernetes CHANGELOG-1.8.md: CronJob to beta' },
  { since: '1.21.0', value: 'batch/v1', source: 'kubernetes/kubernetes CHANGELOG-1.21.md: CronJob to stable, KEP-19' },
];
