import type { SystemName } from '../generated/names.js';
import type { OperatingSystem } from './operating-system.js';
import { cloudSystems } from './systems/cloud-rpm.js';
import { debian } from './systems/debian.js';
import { enterpriseSystems } from './systems/enterprise.js';
import { imageSystems } from './systems/images.js';
import { suseSystems } from './systems/suse.js';
import { ubuntu } from './systems/ubuntu.js';

export const systems: Readonly<Record<SystemName, OperatingSystem>> = {
  ...debian,
  ...ubuntu,
  ...enterpriseSystems,
  ...cloudSystems,
  ...suseSystems,
  ...imageSystems,
};
