import type { Manifest } from '../../manifest/objects/manifest';
import { formatIdentity, identityKey, identityOf, type ObjectIdentity } from '../../manifest/objects/object-identity';
import { ManifestError } from '../yaml/manifest-error';
import { encodeFileName, limitFileName, shortHash } from './file-name';
import { isGroupInFileName } from './shared-kinds';

/**
 * How a cluster's objects are spread over files.
 *
 * - `file-per-object`: `<environment>/<cluster>/<namespace>/<kind>.<name>.k8s.yaml`, and `_cluster` in place of the
 *   namespace where an object has none, or `_configuration`, where a GitOps engine applies it behind what it needs
 * - `file-per-chart`: `<environment>/<cluster>/<chart>.k8s.yaml`
 */
export type TreeLayout = 'file-per-object' | 'file-per-chart';

/**
 * How much of its identity an object's file name says: the kind, with its group where `isGroupInFileName` wants it; the
 * group in any case; a hash of all of it as well. Two objects that say as much with the same words need the next one.
 */
export const fileNameForms = ['kind', 'group', 'hash'] as const;
export type FileNameForm = (typeof fileNameForms)[number];

/** A cluster's folder, relative to the output folder, with `/` on every system. */
export function clusterFolder(environment: string, cluster: string): string {
  return `${encodeFileName(environment)}/${encodeFileName(cluster)}`;
}

/** An object's file within its cluster's folder. `objectFiles` finds the form that makes it the object's own. */
export function objectFile(manifest: Manifest, form: FileNameForm = 'kind'): string {
  const identity = identityOf(manifest);
  if (identity.name === '') throw new ManifestError(`${formatIdentity(identity)}: metadata.name: Required value`);
  const name = `${kindPart(identity, form)}.${encodeFileName(identity.name)}`;
  return `${objectFolder(manifest)}/${limitFileName(form === 'hash' ? `${name}~${shortHash(identityKey(identity))}` : name, extension)}`;
}

/** An object's folder within its cluster's: its namespace, or `_cluster`. */
export function objectFolder(manifest: Manifest): string {
  const { namespace } = identityOf(manifest);
  return namespace === '' ? clusterScopeFolder : limitFileName(encodeFileName(namespace), noExtension);
}

/** The file of a chart's objects within its cluster's folder. */
export function chartFile(chart: string): string {
  return limitFileName(encodeFileName(chart), extension);
}

/** No namespace can have this name: names have no underscore. */
const clusterScopeFolder = '_cluster';

/** Ends in `.yaml`, without which `cdk8s synth` would not take the file for a manifest. */
const extension = '.k8s.yaml';
const noExtension = '';

function kindPart({ group, kind }: ObjectIdentity, form: FileNameForm): string {
  const name = encodeFileName(kind.toLowerCase());
  const withGroup = group !== '' && (form !== 'kind' || isGroupInFileName(group, kind));
  return withGroup ? `${name}.${encodeFileName(group)}` : name;
}
