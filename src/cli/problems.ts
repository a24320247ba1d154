import type { PageForm, ReviewPage } from '../review/forms/page.js';
import type { Diagnostic } from '../spec/diagnostic.js';
import { formatReports, reportEntries } from '../spec/report.js';
import { showsColour } from './colour.js';
import { complain, printData } from './console.js';
import type { SpecFile } from './files/spec-file.js';

export type ReportForm = 'text' | 'json' | PageForm;

/** Whether a form is one page of all that there is to say. */
export const isPageForm = (form: ReportForm): form is PageForm => form !== 'text' && form !== 'json';

/** Problems of one spec: those found when it was read, or later ones. */
export interface Problems {
  readonly spec: SpecFile;
  readonly diagnostics: readonly Diagnostic[];
}

const sourceOf = (spec: SpecFile) => ({ file: spec.file, parsed: spec.reading.parsed });

/** Problems as a page has them. */
export const findingsOf = (problems: readonly Problems[]): ReviewPage['findings'] =>
  problems.flatMap(({ spec, diagnostics }) => reportEntries(diagnostics, sourceOf(spec)));

/** Reports problems on a stream: where the report is what was asked for it is data, beside other work it is talk. */
export function reportProblems(
  problems: readonly Problems[],
  format: 'text' | 'json' | 'github',
  stream: 'data' | 'talk',
): void {
  const reports = problems.map(({ spec, diagnostics }) => ({ diagnostics, source: sourceOf(spec) }));
  const text = formatReports(reports, { format, colour: format === 'text' && showsColour(stream) });
  if (text === '') return;
  if (stream === 'data') printData(text);
  else complain(text);
}
