export type { ClusterFile } from './cluster/cluster-file.js';
export { clusterFiles } from './cluster/cluster-files.js';
export { type WrapperName, wrappers } from './encode/wrappers.js';
export type { ClusterSpec } from './generated/cluster-spec.js';
export type { NodePlan, PlannedFile } from './plan/node-plan.js';
export { type NodeDocument, type Reading, readCluster, renderDocuments } from './render.js';
export type { BootstrapToken, NodeCredentials, ResolvedCluster, ResolvedNode } from './resolve/resolved.js';
export type { Diagnostic, SpecPath } from './spec/diagnostic.js';
