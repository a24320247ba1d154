/**
 * How Terraform is given a document: the provider's `resource.argument`, where the argument may be a key of a map
 * (`metadata["user-data"]`) or say how it wraps the text (`custom_data = base64encode(…)`).
 */
export function terraformArgument(terraform: string, path: string): string {
  const file = `file(${JSON.stringify(path.replaceAll('\\', '/'))})`;
  const [, resource, argument = terraform] = /^([a-z0-9_]+)\.(.*)$/.exec(terraform) ?? [];
  const where = resource === undefined ? '' : `, in ${resource}`;
  const keyed = /^(\w+)\["(.+)"\]$/.exec(argument);
  if (keyed) return `${keyed[1]} = { "${keyed[2]}" = ${file} }${where}`;
  return `${argument.includes('…') ? argument.replace('…', file) : `${argument} = ${file}`}${where}`;
}
