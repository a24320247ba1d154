import { hasErrors } from '../../spec/severity.js';
import { type Arguments, settledValue } from '../command.js';
import { say } from '../console.js';
import { type ExitStatus, exitStatus } from '../exit-status.js';
import { readSpecFile } from '../files/spec-file.js';
import { type ReportForm, reportProblems } from '../problems.js';
import { counted } from '../text-table.js';

export function run(given: Arguments): ExitStatus {
  const format = settledValue(given, 'format') as ReportForm;
  const problems = given.operands.map((path) => {
    const spec = readSpecFile(path);
    return { spec, diagnostics: spec.reading.diagnostics };
  });
  reportProblems(problems, format, 'data');
  if (problems.some(({ diagnostics }) => hasErrors(diagnostics))) return exitStatus.refused;
  if (format === 'text')
    for (const { spec } of problems)
      say(`${spec.file}: valid, ${counted(spec.reading.cluster?.nodes.length ?? 0, 'worker')}`);
  return exitStatus.fine;
}
