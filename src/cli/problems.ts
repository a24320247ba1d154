import type { Diagnostic } from '../spec/diagnostic.js';
import { formatReports } from '../spec/report.js';
import { showsColour } from './colour.js';
import { complain, printData } from './console.js';
import type { SpecFile } from './files/spec-file.js';

export type ReportForm = 'text' | 'json' | 'github';

/** Problems of one spec: those found when it was read, or later ones. */
export interface Problems {
  readonly spec: SpecFile;
  readonly diagnostics: readonly Diagnostic[];
}

/** Reports problems on a stream: where the report is what was asked for it is data, beside other work it is talk. */
export function reportProblems(problems: readonly Problems[], format: ReportForm, stream: 'data' | 'talk'): void {
  const reports = problems.map(({ spec, diagnostics }) => ({
    diagnostics,
    source: { file: spec.file, parsed: spec.reading.parsed },
  }));
  const text = formatReports(reports, { format, colour: format === 'text' && showsColour(stream) });
  if (text === '') return;
  if (stream === 'data') printData(text);
  else complain(text);
}
