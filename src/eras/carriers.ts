/** What carries a text of the spec to the program that is to read it. */
export interface Carrier {
  readonly title: string;
  /** Characters that do not get through. */
  readonly refused: RegExp;
  readonly source: string;
}

export type CarrierName = 'commandLine' | 'unitSetting' | 'settingsFile' | 'sysctlFile' | 'certificate';

/**
 * Characters that a carrier loses, changes or refuses. What a file of YAML, TOML or JSON can hold by an escape is let
 * through; NUL is not, as every program hands paths, names and arguments to the system as texts that end with it. Files
 * of the user's own and scripts refuse NUL by the schema.
 */
export const carriers: Readonly<Record<CarrierName, Carrier>> = {
  commandLine: {
    title: "a program's command line",
    refused: /\0/u,
    source: 'execve(2); systemd.syntax(7), "Quoting": \\x00 is ignored, and the argument with it',
  },
  unitSetting: {
    title: 'a unit file',
    refused: /(?![\t\u0080-\u009f])\p{Cc}|\p{Noncharacter_Code_Point}/u,
    source: 'systemd src/basic/utf8.c unichar_is_valid, string-util.c string_has_cc: the line is dropped',
  },
  settingsFile: { title: 'a configuration file', refused: /\0/u, source: 'path_resolution(7), execve(2)' },
  sysctlFile: {
    title: 'a file of sysctl.d',
    refused: /(?![\t\u0080-\u009f])\p{Cc}/u,
    source: 'systemd src/sysctl/sysctl.c: read_stripped_line, one setting a line',
  },
  certificate: {
    title: "a certificate's subject",
    refused: /\p{Cc}/u,
    source: 'RFC 5280 4.1.2.4, X.520: names are printed; zlint e_subject_dn_not_printable_characters',
  },
};
