export type X509 = typeof import('@peculiar/x509');

/** Loads `@peculiar/x509` when the first key is made: it takes longer to load than a render takes. */
export async function loadX509(): Promise<X509> {
  // The library's container (tsyringe) does not load without it.
  await import('reflect-metadata/lite');
  return import('@peculiar/x509');
}

/** Loads what writes certificates, of the library and of the classes that it is made of. */
export async function loadIssuingLibrary() {
  const x509 = await loadX509();
  const [{ AsnConvert }, { Validity }] = await Promise.all([
    import('@peculiar/asn1-schema'),
    import('@peculiar/asn1-x509'),
  ]);
  return { x509, AsnConvert, Validity };
}

export type IssuingLibrary = Awaited<ReturnType<typeof loadIssuingLibrary>>;

/**
 * Loads what reads a request for a certificate value by value. The classes are the ones that `@peculiar/x509` itself is
 * made of; its own face of them keeps neither the kinds of strings nor what it does not know.
 */
export async function loadRequestLibrary() {
  const x509 = await loadX509();
  const [{ AsnConvert }, request, { ECDSASigValue }, parts] = await Promise.all([
    import('@peculiar/asn1-schema'),
    import('@peculiar/asn1-csr'),
    import('@peculiar/asn1-ecc'),
    import('@peculiar/asn1-x509'),
  ]);
  return { x509, AsnConvert, ECDSASigValue, ...request, ...parts };
}

export type RequestLibrary = Awaited<ReturnType<typeof loadRequestLibrary>>;
