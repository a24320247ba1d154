import type { Diagnostic } from '../../spec/diagnostic.js';
import { hasErrors } from '../../spec/severity.js';
import type { SpecFile } from '../files/spec-file.js';
import type { ReportForm } from '../problems.js';
import type { Copying } from './review-files.js';

/** What there is to say about each spec: of the spec itself, and of its documents where some were made. */
export interface SpecProblems {
  readonly spec: SpecFile;
  readonly diagnostics: readonly Diagnostic[];
}

export function problemsOf(specs: readonly SpecFile[], renderings: readonly Copying[] = []): SpecProblems[] {
  return specs.map((spec) => {
    const later = renderings.filter(({ job }) => job.spec === spec).flatMap(({ diagnostics }) => diagnostics);
    return { spec, diagnostics: [...spec.reading.diagnostics, ...later] };
  });
}

/**
 * Reports problems on standard error, if there are any; true where one is an error. What makes reports is loaded only
 * then: most renders have none.
 */
export async function sayProblems(problems: readonly SpecProblems[], format: ReportForm): Promise<boolean> {
  if (problems.every(({ diagnostics }) => diagnostics.length === 0)) return false;
  const { isPageForm, reportProblems } = await import('../problems.js');
  // Beside other work there is no page to put them on.
  reportProblems(problems, isPageForm(format) && format !== 'github' ? 'text' : format, 'talk');
  return problems.some(({ diagnostics }) => hasErrors(diagnostics));
}

/** The same where a page will have them on it. */
export async function checkProblems(problems: readonly SpecProblems[], format: ReportForm): Promise<boolean> {
  const { isPageForm } = await import('../problems.js');
  return isPageForm(format)
    ? problems.some(({ diagnostics }) => hasErrors(diagnostics))
    : sayProblems(problems, format);
}
