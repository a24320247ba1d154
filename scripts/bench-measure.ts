/** A measured value and the bound that it must keep. */
export interface Measure {
  readonly name: string;
  readonly value: number;
  readonly bound: number;
  readonly better: 'lower' | 'higher';
  readonly detail: string;
}
