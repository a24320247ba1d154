import type { AnySchemaObject } from 'ajv';

/** The schema's closed sets: what each is called here, and the field of the spec that has them. */
const closedSets: Readonly<Record<string, string>> = {
  Architecture: 'target.arch',
  CniPluginName: 'cni.plugin',
  DnsName: 'addons.dns.name',
  FlannelBackend: 'cni.flannel.backend',
  FormatName: 'target.format',
  HandlerType: 'runtime.handlers.type',
  IgnitionVersion: 'target.ignition.version',
  ListedProvider: 'cni.flannel.etcd.lookup.provider',
  PartType: 'target.parts.type',
  ProviderName: 'target.provider',
  ProxyModeName: 'proxy.mode',
  RuntimeName: 'runtime.name',
  SystemName: 'target.os',
};

/** Names as constants and as types, for tables that have a row for each. */
export function nameSets(schema: AnySchemaObject): string {
  const sets = Object.entries(closedSets).map(([name, field]) => {
    const path = field.split('.');
    const { enum: names } = path.reduce<AnySchemaObject>((node, step) => {
      const { properties } = node.items ?? node;
      return properties[step];
    }, schema.properties.spec);
    if (!Array.isArray(names)) throw new Error(`spec.${field} is no closed set`);
    const constant = `${name.charAt(0).toLowerCase()}${name.slice(1)}s`;
    return [
      `/** Of spec.${field}. */`,
      `export const ${constant} = ${JSON.stringify(names)} as const;`,
      `export type ${name} = (typeof ${constant})[number];`,
    ].join('\n');
  });
  const envelopes = [
    '/** The forms that a document comes in: those that a spec can ask for, and the one of several files, which --as makes. */',
    "export type EnvelopeName = FormatName | 'nocloud';",
  ];
  return [...sets, ...envelopes].join('\n');
}
