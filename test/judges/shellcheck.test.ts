import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { fileOf, goldens } from '../goldens.js';
import { installed, judged, outputOf } from './judge.js';

judged('shellcheck', installed('shellcheck', '--version'), (shellcheck) => {
  it.each(goldens)('$name: the install script is clean', (golden) => {
    const script = fileOf(golden, '/opt/bootwright/install.sh').content;
    expect(outputOf(shellcheck, ['-'], script)).toBe('');
  });

  it.each(goldens)('$name: what bootcmd runs is clean', ({ text }) => {
    for (const command of parse(text).bootcmd) {
      expect(outputOf(shellcheck, ['--shell=sh', '-'], `${command}\n`)).toBe('');
    }
  });
});
