import { quantityOf, secondsOf } from '../../../spec/go-values.js';
import { isAddress, isAddressWithPort, isPortRange } from './forms.js';

/** How a flag's text is read: as what its field would hold, or undefined where the program ends at it. */
export interface FlagForm {
  readonly read: (text: string) => unknown;
  readonly wanted: string;
  /** What was nearly always meant. */
  readonly meant?: (text: string) => string | undefined;
}

const takes = (is: (text: string) => boolean, wanted: string): FlagForm => ({
  read: (text) => (is(text) ? text : undefined),
  wanted,
});

/** Source: golang/go src/strconv/atob.go, ParseBool. */
function booleanOf(text: string): boolean | undefined {
  if (/^(1|t|T|TRUE|true|True)$/.test(text)) return true;
  return /^(0|f|F|FALSE|false|False)$/.test(text) ? false : undefined;
}

/** Source: golang/go src/strconv/atoi.go, ParseInt with base 0. */
function integerOf(text: string): number | undefined {
  const [, sign = '', digits = ''] =
    /^([-+]?)(0[xX][\da-fA-F_]+|0[bB][01_]+|0[oO]?[0-7_]+|[1-9][\d_]*|0)$/.exec(text) ?? [];
  if (digits === '') return undefined;
  const plain = digits.replaceAll('_', '').replace(/^0(?=\d)/, '0o');
  return Number(plain) * (sign === '-' ? -1 : 1);
}

function whole(lowest: number, highest: number, wanted: string): FlagForm {
  return {
    read: (text) => {
      const number = integerOf(text);
      return number !== undefined && lowest <= number && number <= highest ? number : undefined;
    },
    wanted,
  };
}

/** Pairs with commas between them. Source: kubernetes/component-base cli/flag, map_string_string.go and its siblings. */
function pairsBy(sign: string, readValue: (text: string) => unknown, wanted: string): FlagForm {
  return {
    read: (text) => {
      const pairs: [string, unknown][] = [];
      for (const pair of text.split(',')) {
        if (pair === '') continue;
        const at = pair.indexOf(sign);
        const value = at < 0 ? undefined : readValue(pair.slice(at + 1).trim());
        if (value === undefined) return undefined;
        pairs.push([pair.slice(0, at).trim(), value]);
      }
      return Object.fromEntries(pairs);
    },
    wanted,
  };
}

/** Source: spf13/pflag string_slice.go, which reads a line of comma-separated values. */
function listOf(text: string): string[] | undefined {
  if (text === '') return [];
  if (!/^("([^"]|"")*"|[^",]*)(,("([^"]|"")*"|[^",]*))*$/.test(text)) return undefined;
  return [...text.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^",]*))/g)].map(([, quoted, bare]) =>
    quoted === undefined ? (bare ?? '') : quoted.replaceAll('""', '"'),
  );
}

/** Memory by NUMA node, as `0:memory=1Gi,hugepages-2Mi=1Gi;1:memory=2Gi`. */
const isReservedMemory = (text: string): boolean =>
  text === '' ||
  text.split(';').every((node) => {
    const [, limits = ''] = /^\d+:(.+)$/.exec(node) ?? [];
    return limits.split(',').every((limit) => {
      const [name, amount, more] = limit.split('=');
      return (
        /^(memory|hugepages-.+)$/.test(name ?? '') &&
        amount !== undefined &&
        more === undefined &&
        quantityOf(amount) !== undefined
      );
    });
  });

const text = (said: string): string => said;

/** What data/*-flags.tsv says that a flag takes. */
export const flagForms: Readonly<Record<string, FlagForm>> = {
  boolean: { read: booleanOf, wanted: 'true or false' },
  string: { read: text, wanted: 'text' },
  number: {
    read: (said) => (/^[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?$/.test(said) ? Number(said) : undefined),
    wanted: 'a number',
  },
  'integer int32': whole(-(2 ** 31), 2 ** 31 - 1, 'a whole number up to 2147483647'),
  'integer int64': whole(-(2 ** 63), 2 ** 63, 'a whole number'),
  'integer uint32': whole(0, 2 ** 32 - 1, 'a whole number from 0 to 4294967295'),
  'integer uint64': whole(0, 2 ** 64, 'a whole number, not below 0'),
  duration: {
    read: (said) => (secondsOf(said) === undefined ? undefined : said),
    wanted: 'a duration with its unit, such as 30s or 1h15m',
    meant: (said) => (/^[1-9]\d*$/.test(said) ? `${said}s` : undefined),
  },
  quantity: takes((said) => quantityOf(said) !== undefined, 'a quantity, such as 500m or 1Gi'),
  'list of string': { read: listOf, wanted: 'words with commas between them' },
  'map of string': pairsBy('=', text, 'pairs such as NAME=VALUE, separated by commas'),
  'map of boolean': pairsBy('=', booleanOf, 'pairs such as NAME=true or NAME=false, separated by commas'),
  'map by < of string': pairsBy('<', text, 'pairs such as NAME<VALUE, separated by commas'),
  headers: pairsBy(':', (value) => [value], 'pairs such as NAME:VALUE, separated by commas'),
  address: takes((said) => said === '' || isAddress(said), 'an IP address'),
  'address with port': takes(
    (said) => said === '' || isAddress(said) || isAddressWithPort(said.replace(/:0$/, ':1')),
    'an IP address, with or without a port, such as 0.0.0.0:10256',
  ),
  modules: takes(
    (said) => /^([^=,]+=\d{1,9})?(,([^=,]+=\d{1,9})?)*$/.test(said),
    'patterns as FILE=N, with commas between them',
  ),
  pair: {
    read: (said) => {
      const at = said.indexOf('=');
      return at < 0 ? undefined : { [said.slice(0, at).trim()]: said.slice(at + 1).trim() };
    },
    wanted: 'one pair, as NAME=VALUE',
  },
  ports: takes((said) => said === '' || isPortRange(said), 'ports, such as 30000-32767'),
  'reserved memory': takes(isReservedMemory, 'memory by NUMA node, such as 0:memory=1Gi'),
  verbosity: {
    read: (said) => (/^\d{1,10}$/.test(said) && Number(said) < 2 ** 32 ? Number(said) : undefined),
    wanted: 'a whole number, not below 0',
  },
  taints: { read: text, wanted: 'taints' },
};
