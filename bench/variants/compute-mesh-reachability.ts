import { ManifestSet, reachability } from '../../lib';
import { isMeshName, meshClusters } from '../workload/mesh-clusters';
import { meshFleet } from '../workload/mesh-fleet';

// Renders so many services for one mesh, and asks its policies for everything that anybody may ask of anybody.
const [name = '', services = '500'] = process.argv.slice(2);
if (!isMeshName(name) || name === 'none')
  throw new Error(`no mesh ${name}: there are ${Object.keys(meshClusters).join(', ')}`);
const { mesh } = meshClusters[name];
const { manifests } = meshFleet(name, Number(services)).render('prod-euw1');
const connections = reachability(new ManifestSet(manifests), { layer: 'mesh', mesh }).connections();
if (connections.length < Number(services)) throw new Error(`only ${connections.length} connections are allowed`);
