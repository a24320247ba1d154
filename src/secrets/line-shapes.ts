/** A secret in a line of a file that has a format of its own, without names. */
export interface LineShape {
  readonly id: string;
  readonly what: string;
  readonly source: string;
  /** What a line says before its secret; the secret is the group behind it. Each line's first 1,000 characters are asked. */
  readonly line: RegExp;
  /** A line that must be in the text for others to mean this. */
  readonly file?: RegExp;
}

export const lineShapes: readonly LineShape[] = [
  {
    id: 'netrc',
    what: 'a password of .netrc',
    source: 'curl(1) --netrc; GNU inetutils .netrc',
    line: /^(.{0,300}?(?:^|\s)(?:password|account)\s{1,8})(\S{1,500})/,
    file: /^\s{0,20}(?:machine\s{1,8}\S|default\s{1,8}(?:login|password))/m,
  },
  {
    id: 'pgpass',
    what: 'a password of .pgpass',
    source: 'PostgreSQL manual, "The Password File"',
    line: /^([^\s:#]{1,253}:(?:\d{2,5}|\*):(?!\d+:)[^:\s]{1,63}:[^:\s]{1,63}:)(\S.{0,500})$/,
  },
  {
    id: 'shadow',
    what: 'the hash of a password in shadow(5)',
    source: 'shadow(5)',
    line: /^([a-z_][a-z0-9_.-]{0,31}:)([^:\s!*x][^:\s]{0,300}):\d{0,6}:\d{0,6}:\d{0,6}:\d{0,6}:\d{0,6}:\d{0,6}:\d{0,6}["']?$/,
  },
  {
    id: 'htpasswd',
    what: 'the hash of a password in htpasswd',
    source: 'htpasswd(1)',
    line: /^([\w.-]{1,64}:)([./0-9A-Za-z]{13}|\{SHA\}\S{1,60})$/,
    file: /^\s{0,20}[\w.-]{1,64}:(?:\$apr1\$|\$2y\$|\{SHA\})/m,
  },
  {
    id: 'sql',
    what: 'a password in a statement of SQL',
    source: 'MySQL manual, CREATE USER; PostgreSQL manual, CREATE ROLE',
    line: /^(.{0,600}?\b(?:IDENTIFIED\s{1,8}(?:WITH\s{1,8}\S{1,60}\s{1,8})?(?:BY|AS)|PASSWORD)\s{1,8}\\{0,3}['"])([^'"\\]{1,300})/i,
  },
  {
    id: 'chap',
    what: 'a secret of pppd or ipsec.secrets',
    source: 'pppd(8); ipsec.secrets(5)',
    line: /^(.{0,200}:\s{0,8}(?:PSK|XAUTH|EAP|NTLM)\s{1,8}["']?)([^"'\s]{1,300})/,
  },
];
