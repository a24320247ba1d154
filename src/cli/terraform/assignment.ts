import type { TerraformArgument } from '../../resolve/resolved/resolved.js';

/** How Terraform is given a document so that no plan shows it: an argument of a resource, or an entry of its map or nested block. */
export function terraformAssignment(given: TerraformArgument | null, path: string): string {
  const name = JSON.stringify(path.replaceAll('\\', '/'));
  if (given === null) return `user_data = sensitive(file(${name}))`;
  const { resource, argument, within, takes } = given;
  const value = `sensitive(${takes === 'base64' ? 'filebase64' : 'file'}(${name}))`;
  const forms = {
    map: `${within?.name} = { "${argument}" = ${value} }`,
    block: `${within?.name} { ${argument} = ${value} }`,
  };
  return `${within ? forms[within.kind] : `${argument} = ${value}`}, in ${resource}`;
}
