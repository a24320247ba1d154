/** Where a provider hands out instance metadata over HTTP, and with it user-data: addresses that every pod reaches. */
export interface MetadataAddresses {
  readonly ipv4: readonly string[];
  readonly ipv6: readonly string[];
  /** TCP ports. DNS and NTP, which some clouds serve at the same address, are on others. */
  readonly ports: readonly number[];
  readonly source: string;
}

export const http = [80, 443] as const;
/** Where most of them have it. */
export const linkLocal = { ipv4: ['169.254.169.254'], ipv6: [], ports: http } as const;
