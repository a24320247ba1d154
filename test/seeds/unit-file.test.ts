import { expect, it } from 'vitest';
import { readUnit } from './unit-file.js';

it('reads a unit as systemd does', () => {
  const text = [
    '# a comment',
    '[Unit]',
    'After=b.service a.service',
    'After=c.service',
    'Description=one',
    'Description=two',
    '[Service]',
    'Environment=A=1',
    'Environment=',
    'Environment=B=2',
    'Environment=C=3',
    'ExecStart=/bin/program --a=1 \\',
    '  -b \\',
    '  "--c=with blank" --limit=5%% --cost=$$2 $D operand',
  ];
  expect(readUnit(text.join('\n'))).toEqual({
    settings: new Map<string, unknown>([
      ['Unit.After', ['a.service', 'b.service', 'c.service']],
      ['Unit.Description', 'two'],
      ['Service.Environment', ['B=2', 'C=3']],
    ]),
    command: '/bin/program',
    flags: new Map([
      ['a', '1'],
      ['b', 'true'],
      ['c', 'with blank'],
      ['limit', '5%'],
      ['cost', '$2'],
    ]),
    operands: ['$D', 'operand'],
  });
});

it('loses the percent sign that seed 002 lost', () => {
  expect(readUnit('[Service]\nExecStart=/k --e=a<10%,b<5% --v=2').flags).toEqual(
    new Map([
      ['e', 'a<10%,b<5'],
      ['v', '2'],
    ]),
  );
});
