import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { examples } from '../src/cli/examples.js';
import { codes } from '../src/spec/codes.js';
import { bootwright, ensureBuilt, workspace } from './cli-process.js';
import { installed, judged } from './judges/judge.js';
import { emptyFolder, follow } from './pages.js';

beforeAll(ensureBuilt, 120_000);

const empty = (): string => mkdtempSync(join(tmpdir(), 'bootwright-terminal-'));

describe('the command on a terminal', () => {
  it('shows the way where it is called alone', () => {
    const { status, data } = bootwright(empty(), []);
    expect(status).toBe(0);
    const lines = [...data.matchAll(/^ {2}(bootwright .*?) {2}/gm)].map(([, line]) => line ?? '');
    expect(lines).toHaveLength(4);
    follow(emptyFolder(), lines.join('\n'));
  });

  it.each(Object.entries(examples))('has examples in the help of %s that work', (command, lines) => {
    const folder = emptyFolder();
    follow(folder, 'bootwright init -q; bootwright pki issue -q cluster.yaml; bootwright render -q cluster.yaml');
    for (const [line] of lines) {
      if (line === 'bootwright init') follow(folder, 'rm cluster.yaml');
      follow(folder, line);
      expect(bootwright(folder, [...command.split(' '), '--help']).data).toContain('Examples:');
    }
  });

  it.each(['-h', '--help'])('has %s, with what the exit status says', (option) => {
    expect(bootwright(empty(), [option]).data).toContain('Exit status: 0 success; 1');
    expect(bootwright(empty(), ['render', option]).data).toContain('-o, --out');
  });

  it('has help as a command, too', () => {
    const folder = empty();
    expect(bootwright(folder, ['help', 'pki', 'issue'])).toEqual(bootwright(folder, ['pki', 'issue', '--help']));
    expect(bootwright(folder, ['help'])).toEqual(bootwright(folder, ['--help']));
  });

  it('says its version for -v', () => {
    const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
    expect(bootwright(empty(), ['-v']).data).toBe(`${version}\n`);
  });

  it('calls a wrong command a wrong command', () => {
    expect(bootwright(empty(), ['bogus'])).toMatchObject({
      status: 2,
      talk: 'bootwright: there is no command "bogus"\nSee: bootwright --help\n',
    });
  });

  it('is quiet where all is well, and loud where it is not', () => {
    const folder = workspace({ keys: true });
    expect(bootwright(folder, ['render', '-q', 'cluster.yaml', '-o', 'here'])).toEqual({
      status: 0,
      data: '',
      talk: '',
    });
    expect(bootwright(folder, ['render', '-q', 'none.yaml']).talk).toContain('none.yaml');
    writeFileSync(join(folder, 'here/current-containerd/worker-0.cloud-config.yaml'), '#cloud-config\n{}\n');
    const { status, talk } = bootwright(folder, ['render', '-q', 'cluster.yaml', '-o', 'here', '--check']);
    expect(status).toBe(1);
    expect(talk).toContain('1 file is out of date');
  });

  it.each([
    [['--color', 'always'], {}, true],
    [['--color=never'], { FORCE_COLOR: '1' }, false],
    [[], { FORCE_COLOR: '1' }, true],
    [[], { FORCE_COLOR: '0' }, false],
    [[], { NO_COLOR: '1' }, false],
    [[], {}, false],
  ] as const)('shows colours as %j and %j say', (options, env, isColoured) => {
    const args = ['validate', ...options, resolve('fixtures/invalid/key-unknown/cluster.yaml')];
    const { stdout } = spawnSync(process.execPath, ['dist/cli.js', ...args], {
      env: { PATH: process.env.PATH, ...env },
      encoding: 'utf8',
    });
    expect(stdout.includes('\u001b[')).toBe(isColoured);
  });

  it('quotes what it prints for the shell', () => {
    const { talk } = bootwright(empty(), ['init', 'my cluster.yaml']);
    expect(talk).toContain("bootwright render 'my cluster.yaml'");
  });

  it('lists every code', () => {
    const { data } = bootwright(empty(), ['explain']);
    const listed = data.trim().split('\n').slice(1);
    expect(listed.map((line) => line.split(' ')[0])).toEqual(Object.keys(codes).sort());
  });

  it.each([
    [['--provider', 'awss'], 'Did you mean aws?'],
    [['--os', 'debian'], '--os: nothing is called "debian"'],
    [['--workers', '0'], '--workers is a number from 1 to 200'],
    [['--provider', 'aws', '--example', 'flatcar'], '--provider is for the example demo'],
  ])('init %j says what is wrong', (options, said) => {
    const { status, talk } = bootwright(empty(), ['init', ...options]);
    expect(status).toBe(2);
    expect(talk).toContain(said);
  });

  it('init makes a valid spec for the machines that are named', () => {
    const folder = empty();
    const options = ['--provider', 'hetzner', '--os', 'ubuntu-24.04', '--workers', '150'];
    expect(bootwright(folder, ['init', ...options]).status).toBe(0);
    expect(bootwright(folder, ['validate', 'cluster.yaml'])).toMatchObject({
      status: 0,
      talk: 'cluster.yaml: valid, 150 workers\n',
    });
    expect(bootwright(folder, ['init', '-', ...options]).data).toContain('provider: hetzner');
  });
});

judged('script', installed('script', '--version'), (script) => {
  const onTerminal = (folder: string, line: string): string =>
    spawnSync(script, ['-qec', `stty cols 110; ${line}`, '/dev/null'], {
      cwd: folder,
      encoding: 'utf8',
      env: { PATH: process.env.PATH, HOME: folder, TERM: 'xterm' },
    }).stdout;
  const program = `'${process.execPath}' '${resolve('dist/cli.js')}'`;

  it('the help is as wide as the terminal', () => {
    const widest = Math.max(
      ...onTerminal(empty(), `${program} --help`)
        .split(/\r?\n/)
        .map(({ length }) => length),
    );
    expect(widest).toBeGreaterThan(85);
    expect(widest).toBeLessThanOrEqual(110);
  });

  it('what takes long says how far it is, there and nowhere else', () => {
    const folder = empty();
    const pool = '  pools:\n    - {name: a, count: 3000, podCIDR: 10.208.0.0/12, firstAddress: 10.240.0.20}\n';
    const { data } = bootwright(folder, ['init', '-']);
    const text = data
      .replace(/ {2}workers:[\s\S]*/, `  credentials: {type: bootstrapToken}\n${pool}`)
      .replace(/podCIDR: 10\.200\S+/, 'podCIDR: 10.208.0.0/12');
    writeFileSync(join(folder, 'cluster.yaml'), text);
    const made = bootwright(folder, ['pki', 'issue', 'cluster.yaml']);
    expect(made.status, made.talk).toBe(0);
    expect(onTerminal(folder, `${program} render cluster.yaml`)).toMatch(/\rrendering: [\d,]+ of 3,000/);
    expect(bootwright(folder, ['render', 'cluster.yaml']).talk).not.toContain('rendering:');
  }, 300_000);
});
