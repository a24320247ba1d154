/** A secret in a line of a file that has a format of its own, without names. */
export interface LineShape {
  readonly id: string;
  readonly what: string;
  readonly source: string;
  /** What a line says before its secret; the secret is the group behind it. Each line's first 1,000 characters are asked. */
  readonly line: RegExp;
  /** Words, as patterns, of which each such line has one: only lines with one are asked. */
  readonly holds: readonly string[];
  /** How many of them, if more than one. */
  readonly times?: number;
  /** A line that must be in the text for others to mean this, and what it holds within its first 100 characters. */
  readonly file?: { readonly line: RegExp; readonly holds: readonly string[] };
}

export const lineShapes: readonly LineShape[] = [
  {
    id: 'netrc',
    what: 'a password of .netrc',
    source: 'curl(1) --netrc; GNU inetutils .netrc',
    line: /^(.{0,300}?(?:^|\s)(?:password|account)\s{1,8})(\S{1,500})/,
    holds: ['password', 'account'],
    file: {
      line: /^\s{0,20}(?:machine\s{1,8}\S|default\s{1,8}(?:login|password))/,
      holds: ['machine', 'default'],
    },
  },
  {
    id: 'pgpass',
    what: 'a password of .pgpass',
    source: 'PostgreSQL manual, "The Password File"',
    holds: [':'],
    times: 4,
    line: /^([^\s:#]{1,253}:(?:\d{2,5}|\*):(?!\d+:)[^:\s]{1,63}:[^:\s]{1,63}:)(\S.{0,500})$/,
  },
  {
    id: 'shadow',
    what: 'the hash of a password in shadow(5)',
    source: 'shadow(5)',
    holds: [':'],
    times: 8,
    // A lock is a ! before the hash, which stays; x and words between stars are no hashes.
    line: /^([a-z_][a-z0-9_.-]{0,31}:!{0,2})(?!x:|\*)([^:\s!][^:\s]{0,300}):\d{0,6}:\d{0,6}:\d{0,6}:\d{0,6}:\d{0,6}:\d{0,6}:\d{0,6}["']?$/,
  },
  {
    id: 'htpasswd',
    what: 'the hash of a password in htpasswd',
    source: 'htpasswd(1)',
    line: /^([\w.-]{1,64}:)([./0-9A-Za-z]{13}|\{SHA\}\S{1,60})$/,
    holds: [':'],
    file: {
      line: /^\s{0,20}[\w.-]{1,64}:(?:\$apr1\$|\$2y\$|\{SHA\})/,
      holds: ['$apr1$', '$2y$', '{SHA}'],
    },
  },
  {
    id: 'sql',
    what: 'a password in a statement of SQL',
    source: 'MySQL manual, CREATE USER; PostgreSQL manual, CREATE ROLE',
    holds: ['IDENTIFIED', 'PASSWORD'],
    line: /^(.{0,600}?\b(?:IDENTIFIED\s{1,8}(?:WITH\s{1,8}\S{1,60}\s{1,8})?(?:BY|AS)|PASSWORD)\s{1,8}\\{0,3}['"])([^'"\\]{1,300})/i,
  },
  {
    id: 'chap',
    what: 'a secret of pppd or ipsec.secrets',
    source: 'pppd(8); ipsec.secrets(5)',
    holds: ['PSK', 'XAUTH', 'EAP', 'NTLM'],
    line: /^(.{0,200}:\s{0,8}(?:PSK|XAUTH|EAP|NTLM)\s{1,8}["']?)([^"'\s]{1,300})/,
  },
];
