import { cipherSuites, evictionSignals } from '../../../eras/config-words.js';
import { spanAt } from '../../../eras/lookup.js';
import { diagnose } from '../../../spec/diagnose.js';
import type { Diagnostic } from '../../../spec/diagnostic.js';
import { quantityOf, secondsOf } from '../../../spec/go-values.js';
import { suggestionFor } from '../../../spec/suggestion.js';
import type { ConfigView } from './view.js';

/** How much of something: a share in percent, or a quantity; undefined for neither. */
function amountOf(text: string): number | undefined {
  const [, share] = /^([-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?)%+$/.exec(text) ?? [];
  return share === undefined ? quantityOf(text) : Number(share);
}

/** What the values of each mapping of signals are. Source: pkg/kubelet/eviction/helpers.go, ParseThresholdConfig. */
const forms = {
  evictionHard: { wanted: 'a quantity above 0, such as 100Mi, or a share up to 100%', is: isThreshold },
  evictionSoft: { wanted: 'a quantity above 0, such as 100Mi, or a share up to 100%', is: isThreshold },
  evictionSoftGracePeriod: {
    wanted: 'a duration, such as 1m30s',
    is: (text: string) => (secondsOf(text) ?? -1) >= 0,
  },
  evictionMinimumReclaim: {
    wanted: 'a quantity, such as 500Mi, or a share above 0%',
    is: (text: string) => {
      const amount = amountOf(text) ?? -1;
      return text.endsWith('%') ? amount > 0 : amount >= 0;
    },
  },
} as const;

function isThreshold(text: string): boolean {
  if (text === '0%' || text === '100%') return true;
  const amount = amountOf(text);
  if (amount === undefined) return false;
  return text.endsWith('%') ? amount >= 0 && amount <= 100 : amount > 0;
}

/** Thresholds of signals that the kubelet does not watch, that say no amount, or that are soft without a grace period. */
export function evictionProblems(view: ConfigView): Diagnostic[] {
  const { words } = spanAt(evictionSignals, view.version) ?? evictionSignals[0];
  const { kind, path } = view;
  const ofFields = Object.entries(forms).flatMap(([field, { wanted, is }]) =>
    Object.entries(view.map(field)).flatMap(([signal, value]): Diagnostic[] => {
      const at = [...path, field, signal];
      if (!words.includes(signal)) {
        const args = { field, signal, signals: words.join(', '), suggestion: suggestionFor(signal, words) };
        return [diagnose('eviction-signal-unknown', at, args, 'key')];
      }
      if (is(String(value))) return [];
      return [diagnose('config-value-type', at, { field, kind, wanted, got: `the text ${JSON.stringify(value)}` })];
    }),
  );
  const soft = view.map('evictionSoft');
  const periods = view.map('evictionSoftGracePeriod');
  const without = Object.keys(soft).filter(
    (signal) => !['0%', '100%'].includes(String(soft[signal])) && !Object.hasOwn(periods, signal),
  );
  return [
    ...ofFields,
    ...without.map((signal) =>
      diagnose(
        'config-contradiction',
        [...path, 'evictionSoft', signal],
        {
          field: `evictionSoft.${signal}`,
          kind,
          why: `needs a grace period in evictionSoftGracePeriod`,
        },
        'key',
      ),
    ),
  ];
}

/** Names of cipher suites that Go does not know. */
export function cipherProblems(view: ConfigView): Diagnostic[] {
  return view.list('tlsCipherSuites').flatMap((name, index) => {
    const value = String(name);
    if (cipherSuites.includes(value)) return [];
    const args = { field: 'tlsCipherSuites', kind: view.kind, value, words: "Go's names of cipher suites" };
    return [
      diagnose('config-value-unknown', [...view.path, 'tlsCipherSuites', index], {
        ...args,
        suggestion: suggestionFor(value, cipherSuites),
      }),
    ];
  });
}
