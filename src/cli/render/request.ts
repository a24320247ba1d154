import type { SpecFile } from '../files/spec-file.js';
import type { ReportForm } from '../problems.js';
import type { RenderJob } from './job.js';

/** What every way of rendering is given. */
export interface RenderRequest {
  readonly specs: readonly SpecFile[];
  readonly jobs: readonly RenderJob[];
  readonly format: ReportForm;
  readonly now: Date;
}
