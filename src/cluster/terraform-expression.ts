/** Text as a string of Terraform's JSON syntax: what looks like a template in it is none. */
export const plain = (text: string): string => text.replaceAll(/[$%](?=\{)/g, (sign) => sign + sign);

/** The same as a quoted string of the language itself. */
export const quoted = (text: string): string => plain(JSON.stringify(text));

/** A path that is seen from the module's folder, within an expression. */
export const placeOf = (path: string): string => `"\${path.module}/${quoted(path).slice(1, -1)}"`;

/** An expression as a string of the JSON syntax. */
export const expression = (text: string): string => `\${${text}}`;
