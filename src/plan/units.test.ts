import { expect, it } from 'vitest';
import { withSettings } from './units.js';

const unit = `[Unit]
Description=Kubernetes Kubelet
After=containerd.service

[Service]
ExecStartPre=-/bin/a
ExecStart=/usr/local/bin/kubelet \\
  --config=/x \\
  "--y=[Service]"
ExecStartPre=-/bin/b
Restart=on-failure

[Install]
WantedBy=multi-user.target
`;

const set = (section: string, setting: string, ...values: string[]) => ({ section, setting, values });

it('leaves a unit as it is where nothing is laid over it', () => expect(withSettings(unit, [])).toBe(unit));

it('replaces a setting where it stands, once', () => {
  expect(withSettings(unit, [set('Service', 'Restart', 'always')])).toBe(
    unit.replace('Restart=on-failure', 'Restart=always'),
  );
  expect(withSettings(unit, [set('Service', 'ExecStartPre', '/bin/c %n', '/bin/d')])).toBe(
    unit
      .replace('ExecStartPre=-/bin/b\n', '')
      .replace('ExecStartPre=-/bin/a', 'ExecStartPre=/bin/c %n\nExecStartPre=/bin/d'),
  );
});

it('adds what is new at the end of its section, and a new section at the end', () => {
  expect(withSettings(unit, [set('Service', 'RestartSec', '15'), set('X-Team', 'Name', '')])).toBe(
    `${unit.replace('Restart=on-failure\n', 'Restart=on-failure\nRestartSec=15\n')}\n[X-Team]\nName=\n`,
  );
});

it('takes away with all its lines, and only in its own section', () => {
  expect(withSettings(unit, [set('Service', 'ExecStart'), set('Unit', 'Restart'), set('Path', 'PathExists')])).toBe(
    unit.replace(/ExecStart=.*(?:\n {2}.*){2}\n/, ''),
  );
});
