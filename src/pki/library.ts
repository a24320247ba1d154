export type X509 = typeof import('@peculiar/x509');

/** Loads `@peculiar/x509` when the first key is made: it takes longer to load than a render takes. */
export async function loadX509(): Promise<X509> {
  // The library's container (tsyringe) does not load without it.
  await import('reflect-metadata');
  return import('@peculiar/x509');
}
