const given = Number(process.env.BOOTWRIGHT_E2E_PATIENCE ?? '1');
if (!(given >= 1 && given <= 20)) throw new Error('BOOTWRIGHT_E2E_PATIENCE is a number from 1 to 20');

/**
 * A time limit on this machine. Limits are made for two cores that do nothing else: `BOOTWRIGHT_E2E_PATIENCE=3` allows
 * three times as much of each where others work beside the test. What the product itself allows stays as it is.
 */
export function patient(limitMs: number): number {
  return limitMs * given;
}
