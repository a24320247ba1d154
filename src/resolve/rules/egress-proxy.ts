import { contains, parseAddress, parseRange } from '../../spec/addresses.js';
import { diagnose } from '../../spec/diagnose.js';
import type { Diagnostic, SpecPath } from '../../spec/diagnostic.js';
import type { NormalisedSpec } from '../full-spec.js';
import { apiHosts } from '../host/egress-proxy.js';

/** Units that talk to the API server and to nobody else. */
const ofCluster = ['kubelet', 'kube-proxy', 'kubelet.service', 'kube-proxy.service'];

interface Assignment {
  readonly name: string;
  readonly value: string;
  readonly path: SpecPath;
}

/** The variables of Environment= lines. Source: systemd.exec(5), Environment=. */
function assignments(lines: string | readonly string[], path: SpecPath): Assignment[] {
  const isList = typeof lines !== 'string';
  return [lines].flat().flatMap((line, index) =>
    [...line.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].flatMap(([, double, single, bare = '']) => {
      const [, name, value = ''] = /^(\w+)=(.*)$/.exec(double || single || bare) ?? [];
      return name === undefined ? [] : [{ name, value, path: isList ? [...path, index] : path }];
    }),
  );
}

/** Whether a host is reached directly. Source: golang.org/x/net http/httpproxy/proxy.go, useProxy. */
function isDirect(host: string, noProxy: readonly string[]): boolean {
  const address = parseAddress(host);
  if (host === 'localhost' || host.startsWith('127.')) return true;
  return noProxy.some((entry) => {
    if (entry === '*' || entry === host) return true;
    const range = parseRange(entry);
    if (address !== undefined) return range !== undefined && contains(range, address);
    return host.endsWith(`.${entry.replace(/^\*?\./, '')}`);
  });
}

/** Proxies that the spec gives to the kubelet or kube-proxy, and that the API server is not left out of. */
export function proxyRules({ spec }: NormalisedSpec): Diagnostic[] {
  return Object.entries(spec.units).flatMap(([unit, sections]) => {
    const lines = sections.Service?.Environment;
    if (!ofCluster.includes(unit) || !lines) return [];
    const said = assignments(lines, ['spec', 'units', unit, 'Service', 'Environment']);
    const noProxy = said.filter(({ name }) => /^no_proxy$/i.test(name)).flatMap(({ value }) => value.split(/[\s,]+/));
    const host = apiHosts(spec).find((each) => !isDirect(each, noProxy));
    if (host === undefined) return [];
    return said
      .filter(({ name, value }) => /^https_proxy$/i.test(name) && value !== '')
      .map(({ name, path }) => diagnose('kubelet-behind-proxy', path, { unit, variable: name, host }));
  });
}
