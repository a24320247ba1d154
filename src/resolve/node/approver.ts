import { cronJobApi } from '../../eras/cron-jobs.js';
import { eraAt } from '../../eras/lookup.js';
import type { FullSpec } from '../full-spec.js';
import type { ResolvedApprover } from '../resolved/resolved.js';

/** What approves serving certificates on a schedule; null: the user does. */
export function resolveApprover({ addons, controlPlane }: FullSpec): ResolvedApprover | null {
  return addons.approver && { ...addons.approver, api: eraAt(cronJobApi, controlPlane.version) };
}
