/** Paths of Linux; a secret in base64 may begin with a slash as well. Source: FHS 3.0. */
const roots =
  'bin|boot|dev|etc|home|lib|lib64|media|mnt|opt|proc|root|run|sbin|secrets?|srv|sys|tmp|usr|var|certs?|keys|data';
const path = new RegExp(
  String.raw`^(?:file://)?(?:~|\.{1,2})?/(?:(?:${roots})(?:$|/)|[a-z0-9._-]{1,40}(?:/[a-z0-9._-]{1,40})*$)`,
);
const fileName = /^[\w./@{}$-]{1,200}\.(?:pem|key|crt|cer|json|ya?ml|toml|txt|conf|cfg|ini|env|token|sock|html)$/;
const word =
  /^(?:true|false|null|nil|none|yes|no|on|off|~|undefined|empty|disabled?|enabled?|required|optional|default|strict|random)$/i;
const variable =
  /^(?:\$\w+$|\$\{\w+\}$|\$\{\w+:?[-+?=]?\}$|\$\{\w+[:%#/^,@[][^-+=?]|\$\(|`|%[{(]|\{\{|<[^>]*>?$|\*{3,}$|…)/;
const call = /^[A-Za-z_]\w{0,40}(?:\.\w{1,40}){1,4}[([][^\n]{0,200}[)\]]$/;
const address = /^[a-z][a-z0-9+.-]{0,20}:\/\//i;
const reference = /^(?:arn:aws:|ssm:|vault:|secretref:|env:|op:\/\/)/i;
const duration = /^\d{1,6}(?:\.\d+)?(?:ns|us|ms|s|m|h|d)(?:\d{1,2}[ms])?(?:\d{1,2}s)?$/;

/** Kinds of values that are no secrets, even under a name that says so: where it is, whether there is one, a variable. */
const plain: readonly RegExp[] = [path, fileName, word, variable, call, address, reference, duration];

/** Whether a value only looks like one. Long ones are no paths and no variables. */
export function isPlainValue(value: string, name: string): boolean {
  // A tag before commands, which asks for no password. Source: sudoers(5), Tag_Spec.
  if (name === 'NOPASSWD') return true;
  if (value === '' || value.toLowerCase() === name.toLowerCase()) return true;
  if (value.length > 300) return false;
  return plain.some((pattern) => pattern.test(value));
}

/** The words before the secret of a header: they are shown. Source: IANA's HTTP authentication schemes. */
export const scheme =
  /^(?:Bearer|Basic|Token|Digest|Negotiate|NTLM|ApiKey|GenieKey|AWS4-HMAC-SHA256|Splunk)(?:\s{1,4}|%20)/i;

/** Whether a value of a short name such as `auth` is more than a word: it has a digit, a capital, `=` or `:`. */
export const looksRandom = (value: string): boolean =>
  value.length >= 8 && /[0-9A-Z=:+/]/.test(value) && !/\s/.test(value);

/** Whether what follows a colon in a comment or a sentence is another sentence: "the token: it is in the cluster". */
export const isProse = (value: string): boolean =>
  value.split(' ').length > 3 &&
  /\b(?:an?|and|by|does|for|has|holds|in|is|it|its|no|not|of|on|or|that|the|then|this|to|where|which|with|you)\b/.test(
    value,
  );

/** Whether a word is an option, which takes no other's place: a token of base64url may begin with a dash as well. */
export const isOption = (word: string): boolean =>
  /^-(?:-(?:[a-z][\w.-]*)?|[A-Za-z0-9]{0,3}|[a-z][a-z0-9]*(?:-[a-z0-9]+)*)(?:=.*)?$/s.test(word);
