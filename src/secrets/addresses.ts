import { characters, type Scan } from './scan.js';

const authorityEnd = characters(' \t\n\r"\'`<>\\|{}');
const schemeSet = characters('A-Za-z0-9+.-');
/** An address that is longer before its path has no host. */
const longest = 512;
/** Schemes in which a lone word before the @ is a token; in others it is a user. */
const webSchemes = new Set(['http', 'https', 'git+https', 'git+http']);
/** Of a path that lets in whoever knows it: secret ones of chat services. Source: gitleaks slack-webhook-url, microsoft-teams-webhook. */
const hooks =
  /^[\w.-]{0,60}(?:hooks\.slack\.com\/(?:services|workflows|triggers)\/|discord(?:app)?\.com\/api\/webhooks\/|webhook\.office\.com\/webhookb2\/|api\.telegram\.org\/bot)/;

const longestHook = 100;

/** A variable of a shell is none. */
const isVariable = (text: string): boolean => /^\$(?:\w+|\{\w+\})$/.test(text);

/** Where the @ before an address's host is; -1 where it names no user. */
function signBefore(whole: string): number {
  const slash = whole.search(/[/?#]/);
  const authority = slash < 0 ? whole : whole.slice(0, slash);
  if (authority.includes('@')) return authority.lastIndexOf('@');
  // A password may have a slash in it, which is wrong, and is what a message may be about.
  const colon = authority.indexOf(':');
  const isPort = /^:\d{1,5}$/.test(authority.slice(Math.max(0, colon)));
  return colon > 0 && !isPort ? whole.lastIndexOf('@') : -1;
}

/** What of `USER:PASSWORD` is secret: the password, or the user where that is a token. */
function secretPart(user: string, isWeb: boolean): readonly [start: number, end: number] | undefined {
  const colon = user.indexOf(':');
  if (colon < 0)
    return isWeb && !/^(?:git|user|username)$/.test(user) && !isVariable(user) ? [0, user.length] : undefined;
  const password = user.slice(colon + 1);
  if (password === '' || /^(?:x-oauth-basic|x-token-auth)$/.test(password)) return [0, colon];
  return isVariable(password) ? undefined : [colon + 1, user.length];
}

/** Hides the password, or the token, that an address has before its host. Source: RFC 3986, section 3.2.1. */
function userInfo(scan: Scan, from: number, scheme: string, run: { end: number }): number {
  const { text } = scan;
  if (from > run.end) run.end = scan.until(from, authorityEnd);
  const end = Math.min(run.end, from + longest);
  const hook = scan.match(hooks, from, Math.min(end, from + longestHook))?.[0].length;
  if (hook !== undefined) {
    scan.add('webhook', from + hook, end);
    return end;
  }
  if (scan.ahead('@', from) >= end) return from;
  scan.steps += end - from;
  const whole = text.slice(from, end);
  const at = signBefore(whole);
  const part = at < 0 ? undefined : secretPart(whole.slice(0, at), webSchemes.has(scheme.toLowerCase()));
  if (part === undefined) return from;
  scan.add('userinfo', from + part[0], from + part[1]);
  return from + at + 1;
}

/** Finds passwords in addresses, `SCHEME://USER:PASSWORD@HOST` and `//USER:PASSWORD@HOST`. */
export function findAddresses(scan: Scan): void {
  /** Up to where the addresses go that are being read: several may begin in one. */
  const run = { end: -1 };
  for (let at = scan.find('//', 0); at >= 0; ) {
    const scheme = scan.text[at - 1] === ':' ? scan.text.slice(scan.runBefore(at - 1, schemeSet, 20), at - 1) : '';
    const from = scan.run(at, slash);
    at = scan.find('//', Math.max(userInfo(scan, from, scheme, run), from));
  }
}

const slash = characters('/');
