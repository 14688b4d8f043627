import type { MeshFacts } from '../../fleet/mesh-facts';
import { Field } from '../../manifest/objects/field';
import type { PodTemplate } from '../../manifest/pods/pod-template';
import type { Metadata, ProxyAmounts } from '../../products/mesh-product';
import { meshRecords } from '../../products/mesh-records';
import { readAmounts } from '../resources/amounts';
import type { InjectedContainer } from '../resources/pod-resources';

/** How a mesh puts a proxy beside the containers of a pod. */
export interface InjectedProxy {
  /** What a pod with this template gets; undefined for none. */
  readonly injected: (template: PodTemplate, namespace: Metadata) => InjectedContainer | undefined;
  /** What an answer takes for granted by counting it. */
  readonly assumption: string;
}

/** The proxy that the mesh of a cluster puts into pods; undefined where there is no mesh. */
export function proxyOfMesh(mesh: MeshFacts | undefined): InjectedProxy | undefined {
  if (mesh === undefined) return undefined;
  const { name, proxy, enrols } = meshRecords[mesh.product];
  const { requests, limits } = proxy.defaultResources;
  const usual = Object.values(requests).length === 0 ? 'nothing' : `${requests.cpu} CPU and ${requests.memory} memory`;
  return {
    assumption: `a proxy of ${name} asks for ${usual} where its pod says nothing else, and what else the mesh injects for no more than that`,
    injected(template, namespace) {
      const pod = Field.at(template.metadataPath, template.metadata);
      const own = { labels: pod.at('labels'), annotations: pod.at('annotations') };
      const spec = Field.at(template.specPath, template.spec);
      // One that was written into the manifest is counted as it stands there.
      const isWritten = [...spec.at('containers').items(), ...spec.at('initContainers').items()].some(
        (container) => container.at('name').text === proxy.container,
      );
      const isOnHost = spec.at('hostNetwork').value === true;
      if (isWritten || isOnHost || enrols(own, namespace, template.namespace) !== 'sidecar') return undefined;
      const asked = askedBy(own, proxy.resourceAnnotations);
      const amounts = asked ?? { requests, limits };
      const bound = readAmounts(amounts.limits);
      return {
        name: proxy.container,
        // A request that is left out is the limit.
        requests: new Map([...bound, ...readAmounts(amounts.requests)]),
        limits: bound,
        isSidecar: own.annotations.entry(proxy.nativeSidecar).text === 'true' || mesh.nativeSidecars === true,
      };
    },
  };
}

/** What the annotations of a pod say; undefined where there is none of them. */
function askedBy({ annotations }: Metadata, { requests, limits }: ProxyAmounts): ProxyAmounts | undefined {
  const said = (names: ProxyAmounts['requests']): ProxyAmounts['requests'] => {
    const [cpu, memory] = [names.cpu, names.memory].map((name) =>
      name === undefined ? undefined : annotations.entry(name).text,
    );
    return { ...(cpu === undefined ? {} : { cpu }), ...(memory === undefined ? {} : { memory }) };
  };
  const [asked, bound] = [said(requests), said(limits)];
  return Object.keys(asked).length + Object.keys(bound).length === 0 ? undefined : { requests: asked, limits: bound };
}
