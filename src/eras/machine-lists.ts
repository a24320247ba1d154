import type { ListedProvider } from '../generated/names.js';

/**
 * The address of the first page of the machines that have a tag; each page of an answer names the next one.
 * Source: DigitalOcean API reference, List All Droplets: `tag_name`, `per_page` of at most 200, `links.pages.next`.
 */
export const machineLists: Readonly<Record<ListedProvider, string>> = {
  digitalocean: 'https://api.digitalocean.com/v2/droplets?per_page=200&tag_name=',
};
