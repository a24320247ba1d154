/** The oldest minor that the tables in data/ are about. */
export const oldest = '1.10';

/** The last minor before one, as 1.22 before 1.23. */
export const minorBefore = (release: string): string => `1.${Number(release.split('.')[1]) - 1}`;
