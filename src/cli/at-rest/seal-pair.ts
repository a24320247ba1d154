import type { KeyPairPem } from '../../pki/authority.js';
import type { KeyVault } from './vault.js';

/** A pair as it is to lie in its folder: the key encrypted, where the folder has recipients. */
export async function sealPair({ seal }: KeyVault, { key, certificate }: KeyPairPem): Promise<KeyPairPem> {
  return { key: await seal(key), certificate };
}
