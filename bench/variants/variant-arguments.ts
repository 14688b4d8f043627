import { unitClusters, type UnitCluster } from '../workload/unit';

/** What every variant is called with: where to write how many units, and which revision of them. */
export interface VariantArguments {
  readonly outdir: string;
  readonly clusters: readonly UnitCluster[];
}

export function variantArguments(): VariantArguments {
  const [count = '', outdir = '', revision = ''] = process.argv.slice(2);
  if (revision === '') throw new Error('usage: node <variant>.js <units> <outdir> <revision>');
  return { outdir, clusters: unitClusters(Number(count), revision) };
}
