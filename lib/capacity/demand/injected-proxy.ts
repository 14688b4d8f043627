import type { Labels } from '../../manifest/objects/label-selector';
import type { PodTemplate } from '../../manifest/pods/pod-template';
import type { PodResources } from '../resources/pod-resources';

/** How a mesh puts a proxy beside the containers of a pod. */
export interface InjectedProxy {
  /** Whether a pod with this template gets one, in a namespace with these labels and annotations. */
  readonly injects: (template: PodTemplate, namespaceLabels: Labels) => boolean;
  /** What the proxy asks for in a pod. */
  readonly resources: (template: PodTemplate) => PodResources;
  /** What an answer takes for granted by counting it: `100m CPU for each proxy without an annotation`. */
  readonly assumption: string;
}

export function injectedProxies(proxy: InjectedProxy, template: PodTemplate, labels: Labels): readonly PodResources[] {
  return proxy.injects(template, labels) ? [proxy.resources(template)] : [];
}
