import type { ReportForm } from './problems.js';
import type { RenderJob } from './render-job.js';
import type { SpecFile } from './spec-file.js';

/** What every way of rendering is given. */
export interface RenderRequest {
  readonly specs: readonly SpecFile[];
  readonly jobs: readonly RenderJob[];
  readonly format: ReportForm;
  readonly now: Date;
}
