import { isJsonObject, type JsonObject } from '../manifest/objects/json';

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
  if (typeof apiVersion === 'string') {
    const group = apiVersion.slice(0, Math.max(0, apiVersion.indexOf('/')));
    if (group === 'kustomize.config.k8s.io') return kustomization;
    if (value.metadata === undefined && isConfiguration(group, kind)) return configuration;
  }
  if (kind !== undefined) return undefined;
  if (isEncryptedFile(value)) return encrypted;
  const name = file.slice(file.lastIndexOf('/') + 1);
  return knownFiles.find(([pattern]) => pattern.test(name))?.[1];
}

/**
 * Whether a file is a `fleet.yaml` that names and orders what stands beside it, and changes nothing of it: then the objects
 * are what the cluster is given.
 */
export function changesNothing(value: unknown, file: string): boolean {
  if (!isJsonObject(value) || value.kind !== undefined || !/(^|\/)fleet\.ya?ml$/.test(file)) return false;
  const {
    name: _,
    labels: _labels,
    defaultNamespace: _namespace,
    dependsOn: _order,
    rolloutStrategy: _rollout,
    helm = {},
    ...rest
  } = value;
  if (!isJsonObject(helm)) return false;
  const { releaseName: _release, ...others } = helm;
  return Object.keys(rest).length + Object.keys(others).length === 0;
}

/** Groups of files that programs read at their start, in the form of objects without names. */
function isConfiguration(group: string, kind: unknown): boolean {
  if (group === '') return kind === 'Config';
  return group.endsWith('.config.k8s.io') || configurationGroups.has(group);
}

const configurationGroups: ReadonlySet<string> = new Set([
  'audit.k8s.io',
  'client.authentication.k8s.io',
  'config.istio.io',
  'controller-runtime.sigs.k8s.io',
  'eksctl.io',
  'install.istio.io',
  'k3d.io',
  'kind.x-k8s.io',
  'kubeadm.k8s.io',
  'skaffold',
]);

/** Encrypted by SOPS, and not in the form of an object: a file of values, or one that is encrypted as a whole. */
function isEncryptedFile({ apiVersion, metadata, sops }: JsonObject): boolean {
  return apiVersion === undefined && metadata === undefined && isJsonObject(sops) && typeof sops.mac === 'string';
}

const encrypted: FileOfTool = {
  is: 'is encrypted by SOPS',
  fix: 'check what `sops --decrypt` prints, if it is manifests',
};

const configuration: FileOfTool = {
  is: 'configures a program',
  fix: 'keep the file out of the tree, so that nobody applies it',
};

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
  [/^(package|package-lock|tsconfig|tsconfig\.[^/]*|renovate)\.json$|^cdk8s\.yaml$/, settings],
  [/^(docker-)?compose(\.[^/]*)?\.ya?ml$/, settings],
  [/^(Taskfile|azure-pipelines|buildspec|cloudbuild|codecov|ct|devspace|mkdocs|skaffold)\.ya?ml$/, settings],
  [/^(openapi|swagger)\.(ya?ml|json)$/, settings],
];
