import { explainFinding } from '../pki/explain-finding.js';
import type { PkiFinding } from '../pki/finding.js';
import { copyCommand } from '../pki/foreign-names.js';
import { authorityFiles } from '../pki/request.js';
import { diagnose } from '../spec/diagnose.js';
import type { Diagnostic, SpecPath } from '../spec/diagnostic.js';
import type { KeyFolder } from './key-folder.js';

/** Whose a pair is, and the place in the spec that asks for it. */
export interface Owner {
  readonly name: string;
  readonly origin: SpecPath;
}

/** What is wrong with a file of the folder of keys, in the words of the catalogue. */
export function credentialsDiagnostic(
  finding: PkiFinding,
  { name: owner, origin }: Owner,
  { pathOf, wordOf }: KeyFolder,
): Diagnostic {
  const file = pathOf(finding.file);
  if (finding.reason === 'missing') {
    const ofAuthority = finding.file === authorityFiles.certificate ? 'CA ' : '';
    const what = finding.file.endsWith('-key.pem') ? 'the key' : `the ${ofAuthority}certificate`;
    return diagnose('credentials-missing', origin, { what, owner, file });
  }
  if (finding.reason === 'authority-elsewhere') {
    const found = finding.found.map((each) => pathOf(each.file)).join(' and ');
    const copyOf = (isKey: boolean): string | undefined => {
      const each = finding.found.find((one) => one.isKey === isKey);
      return each && copyCommand(each, wordOf);
    };
    const [copy, copyKey] = [copyOf(false), copyOf(true)];
    const ways = { ...(copy && { copy }), ...(copyKey && { copyKey }) };
    return diagnose('credentials-elsewhere', origin, { file, found, ...ways });
  }
  if (finding.reason === 'expires-soon') {
    // Without its CA nothing that was signed by it holds.
    const renewal = finding.file === 'ca.pem' ? { authority: file } : { leaf: file };
    const until = finding.notAfter.toISOString().slice(0, 10);
    return diagnose('credentials-expiring', origin, {
      file,
      owner,
      until,
      left: finding.days < 1 ? 'less than a day' : `${finding.days} days`,
      ...renewal,
    });
  }
  return diagnose('credentials-mismatch', origin, { file, owner, reason: explainFinding(finding).text });
}
