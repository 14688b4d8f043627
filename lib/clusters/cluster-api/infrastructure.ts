import { fieldsOf, listOf, nonEmpty, text, variantsOf, type Shape } from '../../fleet/shape';

/** What the machines of clusters are made of: `docker()`, or `templates()` of any other provider. */
export type Infrastructure = DockerInfrastructure | TemplateInfrastructure;

/** Containers of Docker as machines, which the development provider of Cluster API makes: to try things, and for tests. */
export interface DockerOptions {
  /**
   * Names of the failure domains that clusters have. Emitted as `failureDomains` of the DevClusterTemplate.
   *
   * @default none: only clusters and pools without zones can be made of it
   */
  readonly failureDomains?: readonly string[];
  /** Image of each machine. Emitted as `customImage` of the DevMachineTemplates. @default the provider's image of the Kubernetes version */
  readonly image?: string;
  /** Images that each machine has from the start. Emitted as `preLoadImages` of the DevMachineTemplates. @default none */
  readonly preLoadImages?: readonly string[];
}

/** The templates of a provider, which the tree has: of AWS, say, an AWSClusterTemplate and AWSMachineTemplates. */
export interface TemplateOptions {
  /** Template of what a cluster has once, such as its network. Emitted as `spec.infrastructure.templateRef`. */
  readonly cluster: TemplateReference;
  /** Template of the machines of the control plane. Emitted as `spec.controlPlane.machineInfrastructure.templateRef`. */
  readonly controlPlane: TemplateReference;
  /** Template of other machines, unless their class names another. Emitted as `infrastructure.templateRef` of each class. */
  readonly workers: TemplateReference;
}

/** A template by its name, in the namespace of the ClusterClass. */
export interface TemplateReference {
  /** API version in full, such as `infrastructure.cluster.x-k8s.io/v1beta2`. */
  readonly apiVersion: string;
  /** Kind, which ends with `Template`. */
  readonly kind: string;
  /** Name of the template. */
  readonly name: string;
}

/** What `docker()` says. */
export interface DockerInfrastructure extends DockerOptions {
  readonly provider: 'docker';
}

/** What `templates()` says. */
export interface TemplateInfrastructure extends TemplateOptions {
  readonly provider: 'templates';
}

/** Machines are containers of Docker: a DevClusterTemplate and DevMachineTemplates are emitted. */
export function docker(options: DockerOptions = {}): DockerInfrastructure {
  return { ...options, provider: 'docker' };
}

/** Machines are made by templates that the tree has. */
export function templates(options: TemplateOptions): TemplateInfrastructure {
  return { ...options, provider: 'templates' };
}

const kind: Shape = (value, path) => {
  if (typeof value === 'string' && value.length > 'Template'.length && value.endsWith('Template')) return undefined;
  return { path, message: `Invalid value: ${JSON.stringify(value)}: must end with Template`, fix: 'name a template' };
};

/** How a reference to a template is checked. */
export const templateReferenceShape = fieldsOf<TemplateReference>({ apiVersion: text, kind, name: text });

/** How what machines are made of is checked. */
export const infrastructureShape = variantsOf('provider', {
  docker: fieldsOf<DockerInfrastructure>({
    provider: text,
    'failureDomains?': nonEmpty(text, 'at least one failure domain'),
    'image?': text,
    'preLoadImages?': listOf(text),
  }),
  templates: fieldsOf<TemplateInfrastructure>({
    provider: text,
    cluster: templateReferenceShape,
    controlPlane: templateReferenceShape,
    workers: templateReferenceShape,
  }),
});
