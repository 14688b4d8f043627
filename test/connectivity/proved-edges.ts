import { ManifestSet, reachability, type PortRange, type ReachabilityOptions } from '../../lib';
import type { LocatedManifest } from '../../lib/manifest/objects/manifest';
import { isWorkloadEndpoint, type WorkloadEndpoint } from '../../lib/reach/questions/endpoint';

/** Every connection between workloads of isolated namespaces and what they reach, one line a port. */
export function provedEdges(manifests: readonly LocatedManifest[], options: ReachabilityOptions = {}): string[] {
  return reachability(new ManifestSet(manifests), options)
    .connections()
    .flatMap(({ from, to, ports }) =>
      isWorkloadEndpoint(from) && isWorkloadEndpoint(to)
        ? ports
            .ranges()
            .flatMap((range) =>
              portsOf(range).map((port) => `${nameOf(from)} -> ${nameOf(to)} : ${range.protocol} ${port}`),
            )
        : [],
    )
    .sort();
}

function nameOf({ namespace, name }: WorkloadEndpoint): string {
  return `${namespace}/${name}`;
}

/** Neighbouring ports come back as one range. Nothing declared here is a long one. */
function portsOf({ from, to }: PortRange): (number | string)[] {
  return to - from > 10 ? [`${from}-${to}`] : Array.from({ length: to - from + 1 }, (_, index) => from + index);
}
