import type { ClosedImage } from './host-firewalls.js';
import type { MetadataAddresses } from './metadata.js';
import type { MetadataService } from './metadata-service.js';
import type { NodeFacts } from './node-facts.js';
import type { RouteFacts } from './routes.js';
import type { TerraformProvider } from './terraform.js';

/** How a document may be packed so that it fits: the forms that a provider hands to cloud-init intact, smallest step first. */
export type PackedForm = 'files' | 'mime' | 'gzip';

/** All that is known of a provider: a row, a file. */
export interface Provider {
  /** Bytes of what Bootwright writes, before any base64; null where no limit is known. */
  readonly limit: number | null;
  /** What the limit counts, for people. */
  readonly counts: string;
  readonly forms: readonly PackedForm[];
  /** Whether its console has a field that text can be pasted into. */
  readonly console: boolean;
  /** Whether the document of a machine that exists can be replaced, and what comes of it. */
  readonly change: string;
  /** cloud-init's datasource. */
  readonly datasource: string;
  /**
   * The first Ignition that reads the user-data of its machines; null: none does. Source: coreos/ignition
   * docs/supported-platforms.md and docs/release-notes.md v2.26.0.
   */
  readonly ignition: string | null;
  /** What of the lines above no document of the provider's says; the careful reading stands in it. */
  readonly unconfirmed?: string;
  readonly source: string;
  /** Null: its images let a cluster's traffic in. */
  readonly image: ClosedImage | null;
  /** Where its metadata is served; null: its machines get their documents in another way, or at a public address. */
  readonly addresses: MetadataAddresses | null;
  /** What a machine can ask there about itself; null: nothing that is known here. */
  readonly service: MetadataService | null;
  /** Null: nothing that is known here says what its cloud controller manager would. */
  readonly nodeFacts: NodeFacts | null;
  readonly routes: RouteFacts;
  /** Null: no Terraform provider is known to take documents. */
  readonly terraform: TerraformProvider | null;
}

/** Forms of providers that take text only. */
export const text: readonly PackedForm[] = ['files', 'mime'];
/** Forms of providers that take bytes, too. */
export const binary: readonly PackedForm[] = ['files', 'mime', 'gzip'];
