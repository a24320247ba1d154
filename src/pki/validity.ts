/** From when to when a certificate holds: a number of days from now, or two dates (test keys end in 9999). */
export type ValidityRequest =
  | { readonly days: number; readonly now: Date }
  | { readonly notBefore: Date; readonly notAfter: Date };

export interface Validity {
  readonly notBefore: Date;
  readonly notAfter: Date;
}

const minute = 60_000;
const day = 24 * 60 * minute;

/**
 * A new machine's clock may be behind until it has met a time server, and a certificate from its future is refused.
 * Five minutes is what Kubernetes' own signer allows (`--cluster-signing` backdates by as much), and cfssl.
 */
const skewAllowance = 5 * minute;

/** RFC 5280 §4.1.2.5's "no well-defined expiration date", and the last second that a certificate can say. */
export const endOfTime = new Date('9999-12-31T23:59:59Z');

/** The dates asked for, the end held to `latest` (the CA's own): a leaf can't outlive what vouches for it. */
export function settleValidity(request: ValidityRequest, latest: Date = endOfTime): Validity {
  const wanted =
    'days' in request
      ? {
          notBefore: new Date(request.now.getTime() - skewAllowance),
          notAfter: new Date(Math.min(request.now.getTime() + request.days * day, endOfTime.getTime())),
        }
      : request;
  return { notBefore: wanted.notBefore, notAfter: wanted.notAfter < latest ? wanted.notAfter : latest };
}

/**
 * Whether a certificate that ends before `limit` is to be told or renewed: where a new one holds `days`, not before a third
 * of them is left. So 30 days suit a certificate of a year, and one of ten days or an hour is not renewed at every run.
 */
export function isEnding({ notAfter }: Validity, limit: Date, now: Date, days: number): boolean {
  return notAfter < limit && notAfter.getTime() - now.getTime() < (days * day) / 3;
}

/** How many days a certificate holds in all. */
export function daysOf({ notBefore, notAfter }: Validity): number {
  return (notAfter.getTime() - notBefore.getTime()) / day;
}

/** Whole days from `now` to the end; negative once it has passed. */
export function daysLeft(validity: Validity, now: Date): number {
  return Math.floor((validity.notAfter.getTime() - now.getTime()) / day);
}
