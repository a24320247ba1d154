import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, it } from 'vitest';
import { encodePem } from '../../src/pki/pem.js';
import { type CertificateReading, readCertificate } from '../../src/pki/reading.js';
import { canonical, damaged, drawn, make } from './drawn-certificates.js';
import { installed, judged } from './judge.js';

/** What both say of a certificate, part by part; a part that one of them has no words for is undefined. */
type Said = Readonly<Record<string, string | undefined>>;

const asOpenssl = (value: string) =>
  value.replace(/\\/g, '\\\\').replace(/\p{Cc}/gu, (each) => {
    const code = each.charCodeAt(0);
    return code < 0x80 ? `\\${code.toString(16).toUpperCase().padStart(2, '0')}` : each;
  });

const oids: Readonly<Record<string, string>> = {
  CN: '2.5.4.3',
  C: '2.5.4.6',
  L: '2.5.4.7',
  ST: '2.5.4.8',
  O: '2.5.4.10',
  OU: '2.5.4.11',
};
const lines = (name: CertificateReading['subject']) =>
  name.map(({ type, value }) => `${oids[type] ?? type}=${asOpenssl(value)}`).join('\n');

function ours({
  subject,
  issuer,
  serial,
  notBefore,
  notAfter,
  sans,
  usages,
  authority,
  subjectKeyId,
  der,
}: CertificateReading): Said {
  const time = (date: Date) => date.toISOString().replace('T', ' ').replace('.000', '');
  return {
    subject: lines(subject),
    issuer: lines(issuer),
    serial: serial.toUpperCase(),
    notBefore: time(notBefore),
    notAfter: time(notAfter),
    sans: [...sans.dns, ...sans.ip].sort().join(' '),
    usages: usages.join(' '),
    authority: String(authority),
    keyId: subjectKeyId,
    spki: Buffer.from(der.spki).toString('base64'),
  };
}

/** The value of an extension as `-ext` prints it; undefined: OpenSSL has no words for it, only its bytes. */
function extension(printed: string, title: string): string | undefined {
  const found = new RegExp(`^X509v3 ${title}:[^\\n]*\\n((?: {4}[^\\n]*\\n)*)`, 'm').exec(printed)?.[1];
  return found === undefined ? '' : /^ {4}[0-9a-f]{4} - /m.test(found) ? undefined : found.trim();
}

function theirs(printed: string): Said {
  const line = (name: string) => new RegExp(`^${name}=([^\\n]*)$`, 'm').exec(printed)?.[1];
  const lines = (name: string) =>
    new RegExp(`^${name}=([^\\n]*\\n(?: {4}[^\\n]*\\n)*)`, 'm')
      .exec(printed)?.[1]
      ?.split('\n')
      .filter((each) => each !== '')
      .map((each) => each.replace(/^ {4}/, ''))
      .join('\n');
  const [sans, uses, constraints, keyUsage, keyId] = [
    'Subject Alternative Name',
    'Extended Key Usage',
    'Basic Constraints',
    'Key Usage',
    'Subject Key Identifier',
  ].map((title) => extension(printed, title));
  const names = sans === '' ? [] : sans?.split(', ').map((each) => /^(DNS|IP Address):(.*)$/.exec(each) ?? [each]);
  const listed = uses === '' ? ['Any'] : uses?.split(', ');
  // Of one that it can't read it prints the bytes.
  const purposes = listed?.every((each) => /^[A-Z][A-Za-z -]+$|^\d+(\.\d+)+$/.test(each)) ? listed : undefined;
  const allows = (use: string) =>
    purposes?.some((each) => each.startsWith(`TLS Web ${use} `) || each.startsWith('Any'));
  return {
    subject: lines('subject'),
    issuer: lines('issuer'),
    // A negative one OpenSSL writes with its sign, and Go refuses from 1.23 on.
    serial: line('serial')?.startsWith('-') ? undefined : line('serial'),
    notBefore: line('notBefore'),
    notAfter: line('notAfter'),
    sans: names?.some((each) => each.length !== 3)
      ? undefined
      : names
          ?.map(([, kind, value = '']) => (kind === 'DNS' ? value.toLowerCase() : canonical(value)))
          .sort()
          .join(' '),
    usages: purposes && [allows('Client') && 'client', allows('Server') && 'server'].filter(Boolean).join(' '),
    authority:
      constraints === undefined || keyUsage === undefined
        ? undefined
        : String(constraints.includes('CA:TRUE') && (keyUsage === '' || keyUsage.includes('Certificate Sign'))),
    keyId: /^[\dA-F]{2}(:[\dA-F]{2})*$/.test(keyId ?? '') ? keyId?.replaceAll(':', '').toLowerCase() : undefined,
    spki: /KEY-----\n([^-]*)/.exec(printed)?.[1]?.replace(/\n/g, ''),
  };
}

/** The parts of a certificate that both have words for, and say in other words. */
const differences = (one: Said, other: Said): string[] =>
  Object.keys(one).flatMap((part) => {
    const [a, b] = [one[part], other[part]];
    return a === undefined || b === undefined || a === b
      ? []
      : [`${part}: ${JSON.stringify(a)}, OpenSSL ${JSON.stringify(b)}`];
  });

const folder = mkdtempSync(join(tmpdir(), 'bootwright-certificates-'));
afterAll(() => rmSync(folder, { recursive: true }));

const asked = 'subjectAltName,basicConstraints,keyUsage,extendedKeyUsage,subjectKeyIdentifier';

judged('OpenSSL', installed('openssl', 'version'), (openssl) => {
  /** What it prints of each, in one shell; empty where it does not read a certificate. */
  function print(certificates: readonly Uint8Array[]): string[] {
    for (const [index, bytes] of certificates.entries()) writeFileSync(join(folder, `${index}`), bytes);
    const words = `-noout -serial -dates -dateopt iso_8601 -subject -issuer -nameopt oid,sep_multiline,utf8,esc_ctrl -ext ${asked} -pubkey`;
    const loop = `for i in $(seq 0 ${certificates.length - 1}); do ${openssl} x509 -inform DER -in $i ${words} 2>&-; printf '\\f\\n'; done`;
    return execFileSync('bash', ['-c', loop], { cwd: folder, encoding: 'utf8', maxBuffer: 2 ** 28 })
      .split('\f\n')
      .slice(0, -1);
  }

  it('reads drawn certificates, whole and damaged, as we do', async () => {
    const numRuns = Number(process.env.BOOTWRIGHT_DRAWN ?? 100);
    const sample = fc.sample(drawn, { numRuns, seed: 7 });
    const whole = await Promise.all(sample.map(make));
    const all = whole.flatMap((bytes, index) => [
      bytes,
      ...(sample[index]?.damage ?? []).map((changes) => damaged(bytes, changes)),
    ]);
    const told = print(all);
    expect(told).toHaveLength(all.length);
    let both = 0;
    const strange = all.flatMap((bytes, index) => {
      const reading = readCertificate(encodePem('CERTIFICATE', bytes));
      const printed = told[index] as string;
      const isWhole = index % 3 === 0;
      if (reading === undefined || printed === '')
        return isWhole ? [`${index}: ${reading ? 'OpenSSL' : 'we'} can't read it`] : [];
      both += 1;
      const read = ours(reading);
      // Of a damaged key OpenSSL prints what it makes of it, not what is there.
      const differing = differences(isWhole ? read : { ...read, spki: undefined }, theirs(printed));
      return differing.map((each) => `${index} ${isWhole ? 'whole' : 'damaged'}: ${each}`);
    });
    expect(strange).toEqual([]);
    expect(both).toBeGreaterThan(1.7 * numRuns);
  }, 1_200_000);
});
