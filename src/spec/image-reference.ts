/*
 * References to images as containerd, CRI-O and Docker read them.
 * Source: distribution/reference regexp.go and normalize.go, v0.6.0; opencontainers/go-digest algorithm.go.
 */

const component = '[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*';
const label = '[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?';
const domain = `(?:${label}(?:\\.${label})*|\\[[a-fA-F0-9:]+\\])(?::[0-9]+)?`;
const path = new RegExp(`^${component}(?:/${component})*$`);
const isDomain = new RegExp(`^${domain}$`);
const isTag = /^\w[\w.-]{0,127}$/;
const isDigest = /^(?:sha256:[a-f0-9]{64}|sha384:[a-f0-9]{96}|sha512:[a-f0-9]{128})$/;

/** The first part of a name is a registry's where it looks like a host's; else all of it is a path at docker.io. */
const isRegistry = (part: string): boolean => /[.:A-Z]/.test(part) || part === 'localhost';

function nameReason(name: string): string | undefined {
  const [first = '', ...rest] = name.split('/');
  const repository = isRegistry(first) && rest.length > 0 ? rest.join('/') : name;
  if (repository !== name && !isDomain.test(first)) return `"${first}" is no host of a registry`;
  if (name.length > 255) return 'its name is longer than 255 characters';
  if (path.test(repository)) return undefined;
  if (/[A-Z]/.test(repository)) return 'its name holds capital letters';
  if (repository.split('/').includes('')) return 'a part of its name is empty';
  return 'its name is made of lower-case letters and digits, with a dot, underscores or dashes between them';
}

/** Why no runtime would pull an image by this text; undefined where one can. */
export function imageReason(text: string): string | undefined {
  if (text.includes('://')) return 'it is written without https://';
  if (/^[a-f0-9]{64}$/.test(text)) return 'it is the ID of an image, and not its name';
  const [named = '', digest, ...more] = text.split('@');
  if (more.length > 0 || (digest !== undefined && !isDigest.test(digest))) {
    return 'what stands behind the @ is no digest, such as sha256: and 64 hex digits';
  }
  const slash = named.lastIndexOf('/');
  const colon = named.indexOf(':', slash + 1);
  const tag = colon < 0 ? undefined : named.slice(colon + 1);
  const reason = nameReason(colon < 0 ? named : named.slice(0, colon));
  if (reason !== undefined) return reason;
  if (tag !== undefined && !isTag.test(tag)) {
    return 'its tag is up to 128 letters, digits, underscores, dots and dashes, no dot or dash in front';
  }
  return undefined;
}

/** Why images cannot be named below this text, which is a registry with a path or without; undefined where they can. */
export function repositoryReason(text: string): string | undefined {
  if (text.includes('@')) return 'a digest has no place in it';
  // An image at its end shows whether the whole is a name; one word alone is a user's of docker.io.
  return nameReason(`${text}/a`);
}
