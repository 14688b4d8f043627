import { isJsonObject } from '../manifest/objects/json';

/** A file that lies among manifests because a tool reads it, and that no cluster is given. */
export interface FileOfTool {
  /** What the file is: completes "this file …". */
  readonly is: string;
  readonly fix: string;
}

/**
 * Recognizes what tools keep beside manifests. The file's name decides, and only where the document does not say of
 * itself that it is an object: a document that merely lost its kind is not passed over.
 */
export function fileOfTool(value: unknown, file: string): FileOfTool | undefined {
  if (!isJsonObject(value)) return undefined;
  const { apiVersion, kind } = value;
  if (typeof apiVersion === 'string' && apiVersion.startsWith('kustomize.config.k8s.io/')) return kustomization;
  if (kind !== undefined) return undefined;
  const name = file.slice(file.lastIndexOf('/') + 1);
  return knownFiles.find(([pattern]) => pattern.test(name))?.[1];
}

/**
 * Whether a file is a `fleet.yaml` that names and orders what stands beside it, and changes nothing of it: then the objects
 * are what the cluster is given.
 */
export function changesNothing(value: unknown, file: string): boolean {
  if (!isJsonObject(value) || value.kind !== undefined || !/(^|\/)fleet\.ya?ml$/.test(file)) return false;
  const { name: _, labels: _labels, defaultNamespace: _namespace, dependsOn: _order, helm = {}, ...rest } = value;
  if (!isJsonObject(helm)) return false;
  const { releaseName: _release, ...others } = helm;
  return Object.keys(rest).length + Object.keys(others).length === 0;
}

const kustomization: FileOfTool = {
  is: 'tells kustomize what to build',
  fix: 'check what `kustomize build` prints',
};

const bundle: FileOfTool = {
  is: 'tells Rancher Fleet what to change of the folder before it deploys it',
  fix: 'check what `fleet apply -o - name folder` prints',
};

const chart: FileOfTool = {
  is: 'tells Helm what to render',
  fix: 'check what `helm template` prints',
};

const settings: FileOfTool = {
  is: 'holds settings of a tool',
  fix: 'keep the file out of the tree, so that nobody applies it',
};

const knownFiles: readonly (readonly [RegExp, FileOfTool])[] = [
  [/^kustomization\.ya?ml$/, kustomization],
  [/^fleet\.ya?ml$/, bundle],
  [/^(Chart|helmfile|requirements)\.ya?ml$/, chart],
  [/^values([-._][^/]*)?\.(ya?ml|json)$|[-.]values\.ya?ml$/, chart],
  [/^(package|package-lock|tsconfig|tsconfig\.[^/]*)\.json$|^cdk8s\.yaml$/, settings],
  [/^(docker-)?compose(\.[^/]*)?\.ya?ml$/, settings],
];
