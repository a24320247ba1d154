import { impacts } from '../../impact/impact.js';
import { changeSentence, needsWork } from './github.js';
import type { Place, ReviewPage } from './page.js';

const locationOf = ({ file, line, column, endLine, endColumn }: Place) => ({
  physicalLocation: {
    artifactLocation: { uri: encodeURI(file.replaceAll('\\', '/')) },
    region: { startLine: line, startColumn: column, endLine, endColumn },
  },
});

/** A page as SARIF 2.1.0, for code scanning: a rule for each code, and for each kind of impact. */
export function sarifPage({ findings, groups }: ReviewPage): string {
  const ofFindings = findings.map((finding) => ({
    ruleId: finding.code,
    level: finding.severity,
    message: { text: finding.hint === '' ? finding.message : `${finding.message}. ${finding.hint}` },
    locations: [locationOf(finding)],
  }));
  const ofGroups = groups.map((group) => ({
    ruleId: `change-${group.change.impact}`,
    level: needsWork(group) ? 'warning' : 'note',
    message: { text: changeSentence(group) },
    locations: group.place === null ? [] : [locationOf(group.place)],
  }));
  const results = [...ofFindings, ...ofGroups];
  const codes = [...new Set(findings.map(({ code }) => code))].sort();
  const changes = impacts
    .map((impact) => `change-${impact}`)
    .filter((id) => results.some(({ ruleId }) => ruleId === id));
  const rules = [...codes, ...changes].map((id) => ({ id }));
  const driver = { name: 'bootwright', rules };
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [{ tool: { driver }, columnKind: 'utf16CodeUnits', results }],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}
