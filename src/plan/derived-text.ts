/**
 * How a value is written that follows from certificates or from the document's other files: as it is, or by its name
 * where what it follows from is not at hand.
 */
export type DerivedText = (value: string, name: string) => string;

export const asItIs: DerivedText = (value) => value;
