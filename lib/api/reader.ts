export { readFolder } from '../reader/read-folder';
export { readManifests, type ReadManifests } from '../reader/read-manifests';
export type { ReadLimits } from '../reader/read-limits';
