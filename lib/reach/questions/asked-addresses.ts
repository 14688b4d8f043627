import { containsAll, containsRange, type AddressRange } from '../../manifest/network/address-range';
import type { EndpointMatch } from './find-endpoints';
import type { ReachabilityModel } from './reachability-model';

/** Why no policy is asked about the addresses of a question themselves; empty where they are outside the cluster. */
export function reasonsOfAddresses(model: ReachabilityModel, ends: readonly EndpointMatch[]): readonly string[] {
  if (model.layer === 'mesh') return [];
  return ends.flatMap((end) => (end.kind === 'addresses' ? reasonsOf(model, end.range) : []));
}

function reasonsOf({ serviceAddresses, space: { addresses } }: ReachabilityModel, range: AddressRange) {
  const services = serviceAddresses.filter((each) => containsRange(each.range, range)).map(({ service }) => service);
  if (services.length > 0) {
    return services.map((service) => `the address is that of ${service}: ask for the pods that it leads to`);
  }
  return (['service', 'pod'] as const).flatMap((who) =>
    containsAll(addresses.known[who], [range])
      ? [`the address is that of a ${who === 'pod' ? 'pod' : 'Service'} (network.${who}Cidrs): ask for the workload`]
      : [],
  );
}
