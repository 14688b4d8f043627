import type { Manifest } from '../../manifest/objects/manifest';
import { formatIdentity, identityOf, type ObjectIdentity } from '../../manifest/objects/object-identity';
import { ManifestError } from '../yaml/manifest-error';
import { encodeFileName, limitFileName } from './file-name';
import { isGroupInFileName } from './shared-kinds';

/**
 * How a cluster's objects are spread over files.
 *
 * - `file-per-object`: `<environment>/<cluster>/<namespace>/<kind>.<name>.k8s.yaml`, and `_cluster` in place of the
 *   namespace where an object has none
 * - `file-per-chart`: `<environment>/<cluster>/<chart>.k8s.yaml`
 */
export type TreeLayout = 'file-per-object' | 'file-per-chart';

/** A cluster's folder, relative to the output folder, with `/` on every system. */
export function clusterFolder(environment: string, cluster: string): string {
  return `${encodeFileName(environment)}/${encodeFileName(cluster)}`;
}

/** An object's file within its cluster's folder: its own one, whatever else is in the tree. */
export function objectFile(manifest: Manifest): string {
  const identity = identityOf(manifest);
  if (identity.name === '') throw new ManifestError(`${formatIdentity(identity)}: metadata.name: Required value`);
  const folder = identity.namespace === '' ? clusterScopeFolder : encodeFileName(identity.namespace);
  return `${folder}/${limitFileName(`${kindPart(identity)}.${encodeFileName(identity.name)}`, extension)}`;
}

/** The file of a chart's objects within its cluster's folder. */
export function chartFile(chart: string): string {
  return limitFileName(encodeFileName(chart), extension);
}

/** No namespace can have this name: names have no underscore. */
const clusterScopeFolder = '_cluster';

/** Ends in `.yaml`, without which `cdk8s synth` would not take the file for a manifest. */
const extension = '.k8s.yaml';

function kindPart({ group, kind }: ObjectIdentity): string {
  const name = encodeFileName(kind.toLowerCase());
  return isGroupInFileName(group, kind) ? `${name}.${encodeFileName(group)}` : name;
}
