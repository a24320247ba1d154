import { blank, type Scan } from './scan.js';

const heading = /^\s*\[[\w .:"'/@-]{1,150}\]\s*$/;
const setting = /^\s*(?:[#;]|[\w.-]{1,150}\s*=)/;
const settingsLine = /^\s*(?:$|[#;[]|(?:export\s+)?[\w.:/-]+\s*=)/;

/** Whether a line goes on with a section of INI, or begins one. */
export function isInSection(scan: Scan, start: number, was: boolean): boolean {
  const first = scan.text[scan.run(start, blank)];
  if (first !== '[' && !was) return false;
  const end = Math.min(scan.lineEnd(start), start + 300);
  return scan.match(heading, start, end) !== null || (was && scan.match(setting, start, end) !== null);
}

/** Whether every line is a setting, a heading or a comment: an environment file, INI. */
export function isSettingsText(scan: Scan): boolean {
  const { text } = scan;
  if (!text.includes('\n') || text.startsWith('#!')) return false;
  for (let start = 0; start <= text.length; ) {
    const found = scan.find('\n', start);
    const end = found < 0 ? text.length : found;
    if (scan.match(settingsLine, start, Math.min(end, start + 300)) === null) return false;
    start = end + 1;
  }
  return true;
}
