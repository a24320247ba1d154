import fc from 'fast-check';
import { expect, it } from 'vitest';
import { loadYaml } from '../../src/pyyaml/load.js';
import { Refused } from '../../src/pyyaml/refused.js';
import { everyGoldenOf, unpacked } from '../goldens.js';
import { drawnYaml } from './drawn-yaml.js';
import { installed, judged, outputOf } from './judge.js';

/** Reads documents (one path a line) as cloud-init does, and prints what each of them says. */
const reader = `
import json, sys, yaml
print(json.dumps([yaml.safe_load(open(path.strip(), "rb")) for path in sys.stdin]))
`;

/** Says of each document (a list of them in JSON) what PyYAML loads, or that it refuses it. */
const verdicts = `
import base64, datetime, json, sys, yaml

def plain(value):
    if isinstance(value, dict): return {"mapping": [[str(plain(key)), plain(each)] for key, each in value.items()]}
    if isinstance(value, (list, tuple)): return [plain(each) for each in value]
    if isinstance(value, set): return sorted(str(plain(each)) for each in value)
    if isinstance(value, bytes): return {"bytes": base64.b64encode(value).decode()}
    if isinstance(value, datetime.date): return {"date": value.isoformat()}
    if isinstance(value, float): return {"float": repr(value)}
    return value

def verdict(text):
    try:
        value = yaml.safe_load(text)
    except Exception:
        return None
    return {"value": plain(value)} if isinstance(value, (dict, list)) else None

print(json.dumps([verdict(text) for text in json.load(sys.stdin)]))
`;

type Verdict = { readonly value: unknown } | null;

/** Ours: what is neither a mapping nor a list is no cloud-config, nor anything else that cloud-init reads. */
function verdictOf(text: string): Verdict {
  try {
    const value = loadYaml(text);
    return typeof value === 'object' && value !== null && !(value instanceof Date || value instanceof Uint8Array)
      ? { value }
      : null;
  } catch (error) {
    if (error instanceof Refused) return null;
    throw error;
  }
}

/** PyYAML's values in our words: a number is one, and of a date its day is compared. */
function asOurs(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(asOurs);
  if (typeof value !== 'object' || value === null) return value;
  const { mapping, bytes, date, float } = value as Record<string, string> & { mapping?: [string, unknown][] };
  if (mapping) return Object.fromEntries(mapping.map(([key, each]) => [keyNames[key] ?? key, asOurs(each)]));
  if (bytes !== undefined) return Uint8Array.from(Buffer.from(bytes, 'base64'));
  if (date !== undefined) return new Date(/T.*(Z|[-+]\d\d:\d\d)$/.test(date) ? date : date.replace(/(T.*|)$/, '$1Z'));
  return Number(float?.replace('inf', 'Infinity'));
}

const keyNames: Readonly<Record<string, string>> = { True: 'true', False: 'false', None: 'null' };

judged(
  'PyYAML',
  installed('python3', '-c', 'import yaml') ?? installed('/usr/bin/python3', '-c', 'import yaml'),
  (python) => {
    const goldens = everyGoldenOf('cloud-config');

    it('reads back from every golden just what the yaml package reads', () => {
      const read = JSON.parse(outputOf(python, ['-c', reader], goldens.map(({ path }) => `${path}\n`).join('')));
      for (const [index, { files }] of goldens.entries()) expect(read[index].write_files.map(unpacked)).toEqual(files);
    });

    it('loads and refuses the same of two thousand drawn documents', () => {
      const samples = fc.sample(drawnYaml, { numRuns: 2000, seed: 11 });
      const theirs = JSON.parse(outputOf(python, ['-c', verdicts], JSON.stringify(samples))) as Verdict[];
      const refused = theirs.filter((verdict) => verdict === null).length;
      expect(refused).toBeGreaterThan(500);
      expect(refused).toBeLessThan(1500);
      for (const [index, sample] of samples.entries()) {
        const verdict = theirs[index] ?? null;
        const wanted = verdict && { value: asOurs(verdict.value) };
        expect({ sample, verdict: verdictOf(sample) }).toEqual({ sample, verdict: wanted });
      }
    });
  },
);
