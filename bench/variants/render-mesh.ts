import { isMeshName, meshClusters } from '../workload/mesh-clusters';
import { meshFleet } from '../workload/mesh-fleet';

// Renders so many services, each with six connections, for one mesh.
const [mesh = '', services = '500'] = process.argv.slice(2);
if (!isMeshName(mesh)) throw new Error(`no mesh ${mesh}: there are ${Object.keys(meshClusters).join(', ')}`);
const { manifests, findings } = meshFleet(mesh, Number(services)).render('prod-euw1');
const errors = findings.filter(({ severity }) => severity === 'error');
if (errors.length > 0) throw new Error(`${errors.length} errors, the first: ${errors[0]?.message ?? ''}`);
console.log(manifests.length);
