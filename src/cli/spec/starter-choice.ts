import { providerNames, systemNames } from '../../generated/names.js';
import { readCluster } from '../../render.js';
import { reportEntries } from '../../spec/report.js';
import { starterSpec } from '../../spec/starter-spec.js';
import { suggestionFor } from '../../spec/suggestion.js';
import { type Arguments, lastValue } from '../command.js';

/** The starter for a choice of machines, or what is wrong with the choice. */
export type Starter = { readonly text: string } | { readonly mistake: string };

/** The pods' range has room for so many. */
const mostWorkers = 200;

export const choices = ['provider', 'os', 'workers'] as const;

function unknown(option: string, value: string | undefined, names: readonly string[]): string | undefined {
  if (value === undefined || names.includes(value)) return undefined;
  const meant = suggestionFor(value, names);
  return `--${option}: nothing is called "${value}". ${meant ? `Did you mean ${meant}?` : `There are: ${names.join(', ')}`}`;
}

/** The least of a worker, by its number. */
const worker = (index: number): string =>
  `    - {name: worker-${index}, address: 10.240.0.${20 + index}, podCIDR: 10.200.${index}.0/24}\n`;

/** The built-in example for these machines. */
export function chosenStarter(given: Arguments): Starter {
  const [provider, os, workers] = choices.map((name) => lastValue(given, name));
  const mistake = unknown('provider', provider, providerNames) ?? unknown('os', os, systemNames);
  if (mistake !== undefined) return { mistake };
  const count = workers === undefined ? undefined : Number(workers);
  if (count !== undefined && !(Number.isInteger(count) && count >= 1 && count <= mostWorkers))
    return { mistake: `--workers is a number from 1 to ${mostWorkers}, and not "${workers}"` };
  let text = starterSpec;
  if (provider !== undefined) text = text.replace(/provider: .*/, `provider: ${provider}`);
  if (os !== undefined) text = text.replace(/os: .*/, `os: ${os}`);
  if (count !== undefined)
    text = text.replace(
      /( {4}- \{name: worker.*\n)+/,
      Array.from({ length: count }, (_, index) => worker(index)).join(''),
    );
  // Not every provider has every system: the rules say so.
  const { parsed, cluster, diagnostics } = readCluster(text);
  if (cluster !== null) return { text };
  const problems = reportEntries(diagnostics, { file: 'cluster.yaml', parsed });
  const [first] = problems.filter(({ severity }) => severity === 'error');
  return { mistake: `${first?.message}. ${first?.hint}` };
}
