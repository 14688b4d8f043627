import { ApiObject, App, Chart, YamlOutputType } from 'cdk8s';
import { plainObjects } from '../workload/plain-objects';
import { variantArguments } from './variant-arguments';

// Plain cdk8s with an App of its own for each chart, which spares it the walks over all others.
const { outdir, clusters } = variantArguments();
for (const { environment, name, units } of clusters) {
  for (const unit of units()) {
    const app = new App({ outdir: `${outdir}/${environment}/${name}`, yamlOutputType: YamlOutputType.FILE_PER_CHART });
    const chart = new Chart(app, unit.service);
    for (const [index, manifest] of plainObjects(unit).entries()) new ApiObject(chart, String(index), manifest);
    app.synth();
  }
}
