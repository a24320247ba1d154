/** What only the page's build knows: scripts/page.ts. */
declare module 'page:schema' {
  /** The spec's schema with all parts in one, as JSON. */
  export const wholeSchemaText: string;
}
