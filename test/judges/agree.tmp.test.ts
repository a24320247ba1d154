import fc from 'fast-check';
import { it } from 'vitest';
import { components, type ComponentName, baseFile, ours, theirs } from '/work/wt/types/test/judges/component-config.js';
import { drawnConfig } from '/work/wt/types/test/judges/drawn-configs.js';
it('agree', () => {
  const [version, program, component, count] = [process.env.V!, process.env.J!, process.env.C as ComponentName, Number(process.env.N ?? 2000)];
  const minor = Number(version.split('.')[1]);
  const { fields, left } = components[component];
  const configs = fc.sample(drawnConfig(fields(), minor, left), { numRuns: count, seed: Number(process.env.S ?? 1) });
  const said = theirs(program, component, baseFile(version, component), minor, configs);
  const table: Record<string, number> = {}; const kinds = new Map<string, [number, string]>();
  configs.forEach((config, i) => {
    const mine = ours(version, component, config); const his = said[i]!;
    const k = mine.length === 0 ? (his === '' ? 'both accept' : 'only we accept') : his === '' ? 'only they accept' : 'both refuse';
    table[k] = (table[k] ?? 0) + 1;
    if (k.startsWith('only')) { const key = k + ': ' + (k === 'only we accept' ? his.slice(0, 160) : mine.join(' | ').slice(0, 200)); const e = kinds.get(key) ?? [0, JSON.stringify(config).slice(0, 200)]; e[0]++; kinds.set(key, e as [number,string]); }
  });
  console.log(table); for (const [k, [n, ex]] of [...kinds].sort((a, b) => b[1][0] - a[1][0]).slice(0, 40)) console.log(n, k, '\n      ', ex);
}, 600000);
