import type { ClusterFile } from '../../cluster/cluster-file.js';
import { binaryRefused, type ChosenArguments, chooseArguments } from '../../cluster/terraform-argument.js';
import { envelopes } from '../../encode/encode.js';
import type { ModuleWish, RenderJob } from '../render/job.js';
import type { ManifestEntry } from '../render/manifest.js';

/** The module beside a job's documents, or why there can be none; neither where none is wanted. */
export interface ModuleOutcome {
  readonly wish: ModuleWish | null;
  readonly file?: ClusterFile;
  readonly mistake?: string;
}

/** The arguments of a wish; of one that another provider was meant by, those of this provider's machine. */
function argumentsOf({ cluster }: RenderJob, wish: ModuleWish): [ChosenArguments, ModuleWish] | undefined {
  const wanted = chooseArguments(cluster, wish.argument);
  if (wanted) return [wanted, wish];
  const usual = chooseArguments(cluster);
  return usual && [usual, { argument: null }];
}

/** Makes the module of a job, of the documents that its folder will hold. */
export async function moduleOf(
  job: RenderJob,
  wish: ModuleWish | null,
  entries: readonly ManifestEntry[],
): Promise<ModuleOutcome> {
  const { cluster } = job;
  const chosen = wish && envelopes[cluster.format].givenAs === 'user-data' ? argumentsOf(job, wish) : undefined;
  if (chosen === undefined) return { wish: null };
  const [fields, settled] = chosen;
  const documents = entries
    .filter(({ format }) => format === cluster.format)
    .map(({ node, file, form }) => ({ node, file, isText: form !== 'gzip' }));
  const binary = documents.find(({ isText }) => !isText);
  if (binary && fields.binary === null) {
    return { wish: settled, mistake: binaryRefused(binary.node, fields.text, cluster) };
  }
  // Loaded only where there is one: most renders have none.
  const [{ terraformModule }, { sourcesOf }] = await Promise.all([
    import('../../cluster/terraform-module.js'),
    import('./sources.js'),
  ]);
  return { wish: settled, file: terraformModule(cluster, fields, documents, sourcesOf(job)) };
}
