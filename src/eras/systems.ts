import type { SystemName } from '../generated/names.js';
import type { OperatingSystem } from './operating-system.js';
import { debian } from './systems/debian.js';
import { imageSystems } from './systems/images.js';
import { ubuntu } from './systems/ubuntu.js';

export const systems: Readonly<Record<SystemName, OperatingSystem>> = { ...debian, ...ubuntu, ...imageSystems };
