import { approveTable } from './approve/table.js';
import { bootTable } from './boot/table.js';
import { changesTable } from './changes/table.js';
import { clusterTable } from './cluster/table.js';
import { guideTable } from './guide/table.js';
import type { Table, TableName } from './harness/table.js';
import { joinTable } from './join/table.js';
import { measureTable } from './measure/table.js';
import { versionsTable } from './versions/table.js';

/** All rows that a real machine, or a real control plane, can be asked for, by their table. */
export const tables: Readonly<Record<TableName, Table>> = {
  join: joinTable,
  cluster: clusterTable,
  boot: bootTable,
  versions: versionsTable,
  approve: approveTable,
  guide: guideTable,
  measure: measureTable,
  changes: changesTable,
};
