export { formatYaml } from '../synth/yaml/format-yaml';
export type { TreeLayout } from '../synth/layout/file-path';
export { TreeWriter, type PublishOptions, type TreeFacts, type TreeWriterOptions } from '../synth/writer/tree-writer';
export type { ClusterTree, TreeObject } from '../synth/writer/cluster-tree';
export type { Inventory, InventoryEntry } from '../synth/writer/inventory';
export type { TreeChanges } from '../synth/writer/owned-folder';
