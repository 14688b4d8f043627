import { ApiObject, App, Chart, YamlOutputType } from 'cdk8s';
import { plainObjects } from '../workload/plain-objects';
import { variantArguments } from './variant-arguments';

// Plain cdk8s, the way its documentation shows it: one App, a Chart for each unit, a file for each chart.
const { outdir, clusters } = variantArguments();
const app = new App({ outdir, yamlOutputType: YamlOutputType.FILE_PER_CHART });
for (const { name, units } of clusters) {
  for (const unit of units()) {
    const chart = new Chart(app, `${name}-${unit.service}`);
    for (const [index, manifest] of plainObjects(unit).entries()) new ApiObject(chart, String(index), manifest);
  }
}
app.synth();
