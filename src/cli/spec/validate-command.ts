import { hasErrors } from '../../spec/severity.js';
import { type Arguments, settledValue } from '../command.js';
import { say } from '../console.js';
import { type ExitStatus, exitStatus } from '../exit-status.js';
import { readSpecFile } from '../files/spec-file.js';
import { findingsOf, isPageForm, type ReportForm, reportProblems } from '../problems.js';
import { counted } from '../text-table.js';

export async function run(given: Arguments): Promise<ExitStatus> {
  const format = settledValue(given, 'format') as ReportForm;
  const problems = given.operands.map((path) => {
    const spec = readSpecFile(path);
    return { spec, diagnostics: spec.reading.diagnostics };
  });
  if (isPageForm(format) && format !== 'github') {
    const valid = problems.map(
      ({ spec }) => `${spec.file}: ${counted(spec.reading.cluster?.nodes.length ?? 0, 'worker')}`,
    );
    const isGood = problems.every(({ spec }) => spec.reading.cluster !== null);
    const { printPage } = await import('../review/page.js');
    await printPage(format, {
      title: 'bootwright validate',
      findings: findingsOf(problems),
      notes: isGood ? valid : [],
    });
  } else reportProblems(problems, format, 'data');
  if (problems.some(({ diagnostics }) => hasErrors(diagnostics))) return exitStatus.refused;
  if (format === 'text')
    for (const { spec } of problems)
      say(`${spec.file}: valid, ${counted(spec.reading.cluster?.nodes.length ?? 0, 'worker')}`);
  return exitStatus.fine;
}
