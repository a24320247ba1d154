// The library's face, in the order of its page: docs/library.md. No module below it is one of Node.js.

export type { ClusterFile } from './cluster/cluster-file.js';
export { clusterFiles } from './cluster/cluster-files.js';
export { type ReviewCopy, reviewCopies } from './copies/review-copies.js';
export type { CredentialsReading, CredentialsStore } from './credentials/credentials.js';
export { type IssuedKeys, issueKeys } from './credentials/issue-keys.js';
export { openKeys } from './credentials/open-keys.js';
export { type WrapperName, wrappers } from './encode/wrappers.js';
export type { ClusterSpec } from './generated/cluster-spec.js';
export { type EnvelopeName, providerNames, systemNames } from './generated/names.js';
export { explainFinding } from './pki/explain-finding.js';
export type { PkiFinding } from './pki/finding.js';
export type { PkiLookup } from './pki/pair.js';
export type { NodePlan, PlannedFile } from './plan/node-plan.js';
export { type NodeDocument, type Reading, readCluster, renderDocuments } from './render.js';
export type { BootstrapToken, NodeCredentials } from './resolve/resolved/identity.js';
export type { ResolvedCluster, ResolvedNode } from './resolve/resolved/resolved.js';
export type { DocumentComparison } from './review/compare-documents.js';
export { type Inspection, inspect } from './review/inspection.js';
export { diff, labelledChanges as compareTrees } from './review/labelled-changes.js';
export { type Review, readDocument } from './review/read-document.js';
export type { MachineTree, TreeFile } from './review/tree.js';
export type { TreeChange } from './review/tree-change.js';
export { type Code, codes } from './spec/codes.js';
export type { Diagnostic, SpecPath } from './spec/diagnostic.js';
export { type Explanation, explain } from './spec/explain.js';
export {
  formatReport,
  type ReportEntry,
  type ReportOptions,
  type ReportSource,
  reportEntries as report,
} from './spec/report.js';
