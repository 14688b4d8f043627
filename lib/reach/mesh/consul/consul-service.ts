import { servicesSelecting } from '../../../manifest/network/selecting-services';
import { Field } from '../../../manifest/objects/field';
import type { ManifestSet } from '../../../manifest/objects/manifest-set';
import { namedPort } from '../../space/named-port';
import { noPorts, type PortIntervals } from '../../sets/port-intervals';
import type { WorkloadNode } from '../../space/workload-node';
import { metadataOfPod } from '../enrolment';

/** What Consul knows a workload as: a service, which intentions are about, and the port that its proxy forwards to. */
export interface ConsulService {
  readonly name: string;
  readonly ports: PortIntervals;
}

/**
 * The name comes from an annotation or from the Service that selects the pods, and is that of the service account where
 * neither says it: with ACLs they must agree. The port comes from an annotation, or is the first of the containers.
 */
export function consulServiceOf(workload: WorkloadNode, serviceAccount: string, manifests: ManifestSet): ConsulService {
  const [pod] = workload.pods;
  if (pod === undefined) return { name: serviceAccount, ports: noPorts };
  const { annotations } = metadataOfPod(pod);
  const said = (name: string): string | undefined => annotations.entry(`consul.hashicorp.com/${name}`).text;
  const services = servicesSelecting(manifests, pod.owner).filter(({ manifest }) => {
    const ignored = Field.root(manifest).at('metadata', 'labels').entry('consul.hashicorp.com/service-ignore').text;
    return ignored !== 'true';
  });
  const [service] = services;
  const name = said('connect-service') ?? said('kubernetes-service') ?? service?.manifest.metadata.name;
  return { name: name ?? serviceAccount, ports: portsOf(workload, said('connect-service-port')) };
}

function portsOf(workload: WorkloadNode, said: string | undefined): PortIntervals {
  if (said === undefined) {
    const first = workload.ports.find(({ protocol }) => protocol === 'TCP')?.port;
    return first === undefined ? noPorts : [{ from: first, to: first }];
  }
  const number = /^\d{1,5}$/.test(said) ? Number(said) : undefined;
  if (number === undefined) return namedPort(workload, said, 'TCP').tcp;
  return number >= 1 && number <= 65535 ? [{ from: number, to: number }] : noPorts;
}
