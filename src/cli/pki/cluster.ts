import { identitiesOf } from '../../credentials/identities.js';
import { type PkiPlan, planPki } from '../../pki/plan.js';
import { authorityFiles, type PairFiles, type PlannedAuthority, plannedAuthorities } from '../../pki/request.js';
import type { ResolvedCluster, ResolvedSigner } from '../../resolve/resolved/resolved.js';
import { hasErrors } from '../../spec/severity.js';
import { openingSources } from '../at-rest/sources.js';
import { type KeyVault, keyVault } from '../at-rest/vault.js';
import { type Arguments, lastValue, settledValue } from '../command.js';
import { pkiFolder, readSpecFile, type SpecFile } from '../files/spec-file.js';
import { reportProblems } from '../problems.js';
import { modesIn } from './folder.js';
import { checkOwner } from './owner.js';

/** A cluster and the folder of its keys, which every `pki` command is about. */
export interface PkiCluster {
  readonly spec: SpecFile;
  readonly cluster: ResolvedCluster;
  readonly folder: string;
  /** The folder's secrets in clear, once they are opened. */
  readonly vault: KeyVault;
  readonly format: 'text' | 'json';
}

/** Reads the spec of a `pki` command; undefined, and its problems reported, where it is not fine. */
export function readPkiCluster(given: Arguments): PkiCluster | undefined {
  const spec = readSpecFile(given.operands[0] ?? '');
  const { cluster, diagnostics } = spec.reading;
  reportProblems([{ spec, diagnostics }], 'text', 'talk');
  if (cluster === null || hasErrors(diagnostics)) return undefined;
  const format = settledValue(given, 'format') as PkiCluster['format'];
  const folder = pkiFolder(lastValue(given, 'pki'), spec);
  const foreign = checkOwner(cluster, folder);
  reportProblems([{ spec, diagnostics: foreign }], 'text', 'talk');
  return foreign.length > 0
    ? undefined
    : { spec, cluster, folder, vault: keyVault(folder, openingSources(given)), format };
}

/** One CA of the folder and what it signs, against what the cluster needs. */
export interface AuthorityPlan {
  readonly wanted: PlannedAuthority;
  readonly plan: PkiPlan;
}

/** The program that signs for the cluster's own CA; etcd's is signed for by its key. */
export function signerOf({ identities }: ResolvedCluster, { certificate }: PairFiles): ResolvedSigner | null {
  return certificate === authorityFiles.certificate ? identities.signer : null;
}

export async function planAuthority(
  { folder, vault, cluster }: PkiCluster,
  wanted: PlannedAuthority,
  now: Date,
  keysMayStaySealed = false,
): Promise<PkiPlan> {
  const modeOf = modesIn(folder);
  return planPki({
    lookup: vault.lookup,
    // Nobody can use what is encrypted, whoever reads it.
    modeOf: (file) => (vault.isSealed(file) ? undefined : modeOf(file)),
    planned: wanted.certificates,
    signer: wanted.files,
    signedElsewhere: signerOf(cluster, wanted.files) !== null,
    keysMayStaySealed,
    now,
  });
}

/** The folder against what the cluster needs, the cluster's own CA first. */
export function planFolder(pki: PkiCluster, now: Date, keysMayStaySealed = false): Promise<AuthorityPlan[]> {
  const wanted = plannedAuthorities(identitiesOf(pki.cluster));
  return Promise.all(
    wanted.map(async (each) => ({ wanted: each, plan: await planAuthority(pki, each, now, keysMayStaySealed) })),
  );
}
