import { ManifestSet, reachability } from '../../lib';
import { isMeshName, meshClusters } from '../workload/mesh-clusters';
import { meshFleet } from '../workload/mesh-fleet';

// Renders so many services for one mesh, and asks its policies for everything that anybody may ask of anybody.
const [name = '', services = '500'] = process.argv.slice(2);
if (!isMeshName(name)) throw new Error(`no mesh ${name}: there are ${Object.keys(meshClusters).join(', ')}`);
const props = meshClusters[name];
if (!('mesh' in props)) throw new Error(`${name}: no identities are proved where no mesh runs`);
const { manifests } = meshFleet(name, Number(services)).render('prod-euw1');
const connections = reachability(new ManifestSet(manifests), { layer: 'mesh', mesh: props.mesh }).connections();
if (connections.length < Number(services)) throw new Error(`only ${connections.length} connections are allowed`);
