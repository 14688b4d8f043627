import { TreeWriter } from '../../lib/synth/writer/tree-writer';
import { plainObjects } from '../workload/plain-objects';
import { variantArguments } from './variant-arguments';

// No constructs: the same objects through the same emitter and writer, as fast as this approach can be.
const { outdir, clusters } = variantArguments();
const writer = new TreeWriter(outdir, { layout: 'file-per-chart' });
for (const { environment, name, units } of clusters) {
  const cluster = writer.cluster(environment, name);
  for (const unit of units()) {
    for (const manifest of plainObjects(unit)) cluster.add({ manifest, chart: unit.service, origin: unit.service });
  }
  cluster.close();
}
writer.publish();
