import type { NodePlan, PlannedFile } from '../src/plan/node-plan.js';

/** A plan of files and nothing else, for what encodes them. */
export const plainPlan = (files: readonly PlannedFile[]): NodePlan => ({
  node: 'n',
  files,
  filesAtBoot: [],
  directories: [],
  links: [],
  users: [],
  packages: [],
  modules: [],
  sysctls: {},
  mounts: [],
  host: [],
  artifacts: [],
  programs: new Map(),
  services: [],
  steps: [],
  parts: [],
  release: { version: '1.36.4', command: ['true'] },
  firstBootUnit: 'bootwright.service',
  firstBootLibrary: '/x',
  statusProgram: '/bin/true',
  ignition: '3.3.0',
});
