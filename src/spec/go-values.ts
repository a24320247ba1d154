/*
 * Texts as Go's libraries read them, which Kubernetes' programs are written with. Source: golang/go src/time/format.go
 * (ParseDuration), kubernetes/apimachinery pkg/api/resource/quantity.go (ParseQuantity).
 */

const units: Readonly<Record<string, number>> = {
  ns: 1e-9,
  us: 1e-6,
  µs: 1e-6,
  μs: 1e-6,
  ms: 1e-3,
  s: 1,
  m: 60,
  h: 3600,
};

const durationForm = /^[-+]?(?:(?:\d+\.?\d*|\.\d+)(?:ns|us|µs|μs|ms|s|m|h))+$/;
/** What 63 bits of nanoseconds hold. */
const longestSeconds = 2 ** 63 / 1e9;

/** How many seconds a duration such as `1h15m` has; undefined for a text that is none. */
export function secondsOf(text: string): number | undefined {
  if (/^[-+]?0$/.test(text)) return 0;
  if (text.length > 100 || !durationForm.test(text)) return undefined;
  let seconds = 0;
  for (const [, number, unit = ''] of text.matchAll(/([\d.]+)([a-zµμ]+)/g))
    seconds += Number(number) * (units[unit] ?? 0);
  if (seconds >= longestSeconds) return undefined;
  return text.startsWith('-') ? -seconds : seconds;
}

const powers: Readonly<Record<string, number>> = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  '': 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
};

/** How much a quantity such as `500m`, `1.5Gi` or `1e3` is; undefined for a text that is none. */
export function quantityOf(text: string): number | undefined {
  const [, number, suffix = '', exponent] =
    /^([-+]?(?:\d+\.?\d*|\.\d+))(?:([KMGTPE]i|[numkMGTPE]?)|[eE]([-+]?\d+))$/.exec(text) ?? [];
  if (number === undefined || text.length > 100) return undefined;
  return Number(number) * (exponent === undefined ? (powers[suffix] ?? 1) : 10 ** Number(exponent));
}
