import { spawn } from 'node:child_process';
import { patient } from './patience.js';

export interface CommandOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string | Buffer;
  readonly signal?: AbortSignal;
  readonly timeoutMs?: number;
}

export interface CommandResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export type Argv = readonly [string, ...string[]];

/** Runs a program to its end; a non-zero exit status is a value. Throws when it can't start, is aborted or takes too long. */
export function tryCommand(argv: Argv, options: CommandOptions = {}): Promise<CommandResult> {
  const [program, ...args] = argv;
  const signals = [
    options.signal,
    options.timeoutMs === undefined ? undefined : AbortSignal.timeout(patient(options.timeoutMs)),
  ];
  const signal = AbortSignal.any(signals.filter((one) => one !== undefined));
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd: options.cwd,
      env: { ...process.env, ...options.env },
      stdio: ['pipe', 'pipe', 'pipe'],
      signal,
      killSignal: 'SIGKILL',
    });
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
    // A program that ends without reading its input is not an error of ours.
    child.stdin.on('error', () => undefined);
    child.stdin.end(options.input ?? '');
    child.on('error', (error) => reject(signal.aborted ? abortReason(argv, signal) : error));
    child.on('close', (code, killedBy) => {
      const stderr = Buffer.concat(err).toString();
      resolve({
        code: code ?? 128,
        stdout: Buffer.concat(out).toString(),
        stderr: killedBy === null ? stderr : `${stderr}\nended by ${killedBy}`,
      });
    });
  });
}

/** Runs a program that must succeed and gives its standard output. */
export async function runCommand(argv: Argv, options: CommandOptions = {}): Promise<string> {
  const { code, stdout, stderr } = await tryCommand(argv, options);
  if (code !== 0) throw new Error(`${describe(argv)} exited ${code}: ${lastLines(stderr || stdout, 15)}`);
  return stdout;
}

export function lastLines(text: string, count: number): string {
  return text.trimEnd().split('\n').slice(-count).join('\n');
}

/** The command without the wrapper that puts it into the test's network, and not at full length. */
function describe(argv: Argv): string {
  const text = argv.slice(argv.indexOf('KILL') + 1).join(' ');
  return text.length > 200 ? `${text.slice(0, 60)} … ${text.slice(-140)}` : text;
}

function abortReason(argv: Argv, signal: AbortSignal): unknown {
  const reason: unknown = signal.reason;
  const timedOut = reason instanceof Error && reason.name === 'TimeoutError';
  return timedOut ? new Error(`${describe(argv)} took too long`) : reason;
}
