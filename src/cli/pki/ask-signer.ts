import { spawn } from 'node:child_process';
import { type Answer, answerName, answers, answerText, checkAnswer } from '../../pki/answer.js';
import type { KeyPairPem } from '../../pki/authority.js';
import { explainFinding } from '../../pki/explain-finding.js';
import { type CertificateReading, readCertificates } from '../../pki/reading.js';
import type { PairFiles, PlannedCertificate } from '../../pki/request.js';
import { createSigningRequest } from '../../pki/signing-request.js';
import type { ResolvedSigner } from '../../resolve/resolved/resolved.js';
import { sealPair } from '../at-rest/seal-pair.js';
import { say } from '../console.js';
import { watchedLater } from '../progress.js';
import { shellWord } from '../shell-word.js';
import { clockFrom } from './clock.js';
import type { PkiCluster } from './cluster.js';

/** What a program wrote to standard output, or why that is no answer. */
type Said = { readonly text: string } | { readonly problem: string };

/** A chain of certificates is some kilobytes; whoever says more than this says something else. */
const longestAnswer = 256 * 1024;
const toldLines = 5;

/** What the program may want to know besides the request, which some CAs do not read for it. */
function environmentFor({ usages, days, sans, subject }: PlannedCertificate): Readonly<Record<string, string>> {
  return {
    BOOTWRIGHT_CN: subject.CN ?? '',
    BOOTWRIGHT_HOURS: String(Math.max(1, Math.round(days * 24))),
    BOOTWRIGHT_NAMES: [...sans.dns, ...sans.ip].join(','),
    BOOTWRIGHT_USAGES: usages.join(','),
  };
}

function lastLines(text: string): string {
  const lines = text.trim().split('\n').slice(-toldLines);
  return lines.map((line) => `\n  ${line.slice(0, 300)}`).join('');
}

/** Runs the program with the request on standard input, for so long and no longer. */
function ask({ command, seconds }: ResolvedSigner, request: string, planned: PlannedCertificate): Promise<Said> {
  const [program = '', ...args] = command;
  return new Promise((resolve) => {
    const child = spawn(program, args, { env: { ...process.env, ...environmentFor(planned) } });
    let [text, told, late] = ['', '', false];
    const stop = (): void => void child.kill('SIGKILL');
    const timer = setTimeout(() => {
      late = true;
      stop();
    }, seconds * 1000);
    const end = (said: Said): void => {
      clearTimeout(timer);
      // What the program has started may still hold its streams.
      for (const stream of [child.stdin, child.stdout, child.stderr]) stream.destroy();
      resolve(said);
    };
    child.stdout.on('data', (part: Buffer) => {
      text += part.toString('latin1');
      if (text.length > longestAnswer) stop();
    });
    child.stderr.on('data', (part: Buffer) => {
      told = (told + part.toString('utf8')).slice(-longestAnswer);
    });
    // One that reads no request says by its end what that is about.
    child.stdin.on('error', () => undefined);
    child.on('error', (error) => end({ problem: `cannot be run: ${error.message}` }));
    const settle = (code: number | null, signal: NodeJS.Signals | null): void => {
      if (late) end({ problem: `gave no answer within ${seconds} seconds` });
      else if (text.length > longestAnswer) end({ problem: `wrote more than ${longestAnswer / 1024} KiB` });
      else if (code !== 0) end({ problem: `ended with ${signal ?? `exit status ${code}`}${lastLines(told)}` });
      else end({ text });
    };
    child.on('close', settle);
    child.on('exit', (code, signal) => {
      if (late) settle(code, signal);
    });
    child.stdin.end(request);
  });
}

function answerIn(text: string): Answer | undefined {
  const [certificate, ...others] = readCertificates(text) ?? [];
  return certificate && { certificate, others };
}

/** The file of the CA, and all that is in it. */
interface Authority {
  readonly file: string;
  readonly certificates: readonly CertificateReading[];
}

/** Why an answer can't be taken, a sentence each. */
async function flawsOf(
  planned: PlannedCertificate,
  answer: Answer,
  key: string,
  { file, certificates }: Authority,
  now: Date,
): Promise<string[]> {
  if (!(await answers(answer, key))) return [`(${answerName(answer)}) has another key than the request`];
  const findings = await checkAnswer(planned, answer, certificates, file, now);
  return findings.map((finding) => explainFinding(finding).text);
}

interface Signed {
  readonly files: PairFiles;
  readonly pair: KeyPairPem;
}

async function askFor(
  planned: PlannedCertificate,
  authority: Authority,
  signer: ResolvedSigner,
  clock: () => Date,
): Promise<Signed | { readonly problem: string }> {
  const name = `${shellWord(signer.command[0] ?? '')}, asked for ${planned.files.certificate},`;
  const { request, key } = await createSigningRequest(planned);
  const said = await ask(signer, request, planned);
  if ('problem' in said) return { problem: `${name} ${said.problem}` };
  const answer = answerIn(said.text);
  if (answer === undefined) return { problem: `${name} wrote no PEM certificate` };
  const flaws = await flawsOf(planned, answer, key, authority, clock());
  if (flaws.length > 0) return { problem: `${name} gave a certificate that ${flaws.join('; and that ')}` };
  return { files: planned.files, pair: { key, certificate: answerText(answer, authority.certificates) } };
}

/** Up to the first that can't be had. */
async function* askForAll(
  { vault }: Pick<PkiCluster, 'vault'>,
  ca: PairFiles,
  wanted: readonly PlannedCertificate[],
  signer: ResolvedSigner,
  now: Date,
): AsyncGenerator<Signed | { readonly problem: string }> {
  const certificates = readCertificates(vault.lookup(ca.certificate) ?? '') ?? [];
  const clock = clockFrom(now);
  for (const planned of wanted) {
    const answered = await askFor(planned, { file: ca.certificate, certificates }, signer, clock);
    yield answered;
    if ('problem' in answered) return;
  }
}

/**
 * Has a program of the user's own sign, one request after the other; each answer is checked as `pki import` checks it, and
 * nothing is saved before all are there. The number made: none where there is one mistake, which is told.
 */
export async function askSigner(
  { folder, vault }: Pick<PkiCluster, 'folder' | 'vault'>,
  ca: PairFiles,
  wanted: readonly PlannedCertificate[],
  signer: ResolvedSigner,
  now: Date,
  save: (folder: string, files: PairFiles, pair: KeyPairPem) => void,
): Promise<number> {
  const signed: Signed[] = [];
  const asking = askForAll({ vault }, ca, wanted, signer, now);
  for await (const each of watchedLater('asking credentials.signer', wanted.length, asking)) {
    if ('problem' in each) {
      say(`error: ${each.problem}\nnothing was written in ${folder}`);
      return 0;
    }
    signed.push({ files: each.files, pair: await sealPair(vault, each.pair) });
  }
  for (const { files, pair } of signed) save(folder, files, pair);
  return signed.length;
}
