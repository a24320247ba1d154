/** How cloud-init tells parts by their beginnings, the longer ones first. Source: cloudinit/handlers/__init__.py. */
const beginnings: readonly (readonly [string, string])[] = [
  ['## template: jinja', 'text/jinja2'],
  ['#cloud-config-archive', 'text/cloud-config-archive'],
  ['#cloud-config-jsonp', 'text/cloud-config-jsonp'],
  ['#cloud-boothook', 'text/cloud-boothook'],
  ['#include-once', 'text/x-include-once-url'],
  ['#part-handler', 'text/part-handler'],
  ['#cloud-config', 'text/cloud-config'],
  ['#include', 'text/x-include-url'],
  ['#!', 'text/x-shellscript'],
];

/** A part's type by what it begins with, behind blanks and empty lines; undefined where nobody knows it. */
export function typeByBeginning(text: string): string | undefined {
  const at = text.search(/\S/);
  const start = at < 0 ? '' : text.slice(at, at + 32).toLowerCase();
  return beginnings.find(([beginning]) => start.startsWith(beginning))?.[1];
}

/** The parts that are compressed. Source: cloudinit/user_data.py, DECOMP_TYPES. */
export const packedTypes =
  /^application\/(gzip|gzip-compressed|gzipped|x-compress|x-compressed|x-gunzip|x-gzip|x-gzip-compressed)$/;

/** The parts whose stated type is only a guess. */
export const guessedTypes: ReadonlySet<string> = new Set(['text/plain', 'text/x-not-multipart', 'text/x-shellscript']);

/** What a Jinja template may make. Source: cloudinit/stages.py, sub_handlers. */
export const templatedTypes: ReadonlySet<string> = new Set([
  'text/cloud-config',
  'text/x-shellscript',
  'text/cloud-boothook',
]);

/** What runs as it is: type → when. */
export const scriptTypes: Readonly<Record<string, string>> = {
  'text/x-shellscript': 'script',
  'text/x-shellscript-per-boot': 'script at every boot',
  'text/x-shellscript-per-instance': 'script',
  'text/x-shellscript-per-once': 'script, once',
  'text/cloud-boothook': 'boothook',
};

/** What is nearly user-data, and why cloud-init would pass it over. */
export function nearMiss(text: string): string {
  const beginning = text.slice(0, 4096);
  if (!/\S/.test(text)) return 'it is empty';
  if (text.startsWith('\ufeff')) return 'it begins with a byte order mark, so cloud-init ignores it: save it without';
  if (/^\s*#\s+cloud-config/i.test(beginning))
    return 'its first line has a space too many: cloud-init wants "#cloud-config"';
  if (/^#cloud-config[ \t\r]*$/m.test(text))
    return 'the line "#cloud-config" is not its first, so cloud-init ignores it: nothing may stand before it';
  if (/^(write_files|runcmd|bootcmd|packages|users)[ \t]*:/m.test(beginning))
    return 'it looks like a cloud-config without the first line "#cloud-config", without which cloud-init ignores it';
  return 'it is none of: cloud-config, MIME, script, Ignition, gzip or base64 of one of these';
}
