import { isAtLeast } from '../../fleet/kubernetes-version';
import type { ClusterFacts } from '../../fleet/cluster-facts';
import type { MeshWorkload } from '../mesh-model';
import { nothingLeft } from '../../model/nothing-left';
import { consulAnnotation, consulRecord } from '../../products/consul';
import { proxyResourceAnnotations } from '../../products/proxy-resource-annotations';
import { consulPort, consulServiceName } from './consul-service';
import { consulFacts } from './facts';

/** What a pod's annotations tell the injector of Consul: which Service registers it, and how its proxy is to be. */
export function proxyAnnotations(
  { workload, permissivePorts, proxy }: MeshWorkload,
  excludedCidrs: readonly string[],
  cluster: ClusterFacts,
): Readonly<Record<string, string>> {
  // Consul has a word for each of these, so that nothing of them is ever refused.
  const { proxyResources = {}, drain, onUnsupported: _, ...rest } = proxy;
  nothingLeft(rest);
  const scraped = workload.metrics !== undefined && cluster.network.monitoring !== undefined;
  return {
    ...proxyResourceAnnotations(consulRecord, proxyResources),
    ...prefixed({
      'connect-inject': 'true',
      // Another Service that selects the pods would register them a second time, and Consul rejects two ports.
      'kubernetes-service': consulServiceName(workload),
      'connect-service-port': text(consulPort(workload)?.containerPort),
      'transparent-proxy': 'true',
      'transparent-proxy-overwrite-probes': workload.probes.length === 0 ? undefined : 'true',
      'transparent-proxy-exclude-inbound-ports': list(permissivePorts.map(String)),
      'transparent-proxy-exclude-outbound-cidrs': list(excludedCidrs),
      ...(drain === undefined
        ? {}
        : {
            'enable-sidecar-proxy-lifecycle': 'true',
            'enable-sidecar-proxy-lifecycle-shutdown-drain-listeners': 'true',
            'sidecar-proxy-lifecycle-shutdown-grace-period-seconds': text(
              // Whole seconds are all that it knows: rather more time than less.
              Math.ceil(drain.toSeconds({ integral: false })),
            ),
          }),
      'enable-consul-dataplane-as-sidecar': runsNativeSidecar(workload.runsToCompletion, cluster) ? 'true' : undefined,
      ...(scraped
        ? {
            'enable-metrics': 'true',
            'enable-metrics-merging': 'true',
            'service-metrics-port': text(workload.metrics.port),
            'service-metrics-path': workload.metrics.path,
          }
        : {}),
    }),
  };
}

/** Whether a pod's proxy is a restartable init container: where the mesh says so, and for jobs, which would never end otherwise. */
export function runsNativeSidecar(runsToCompletion: boolean, cluster: ClusterFacts): boolean {
  return consulFacts(cluster).nativeSidecars || (runsToCompletion && isAtLeast(cluster.kubernetesVersion, '1.29'));
}

function text(value: number | undefined): string | undefined {
  return value === undefined ? undefined : String(value);
}

function list(values: readonly string[]): string | undefined {
  return values.length === 0 ? undefined : values.join(',');
}

function prefixed(annotations: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(annotations).flatMap(([name, value]) =>
      value === undefined ? [] : [[consulAnnotation(name), value]],
    ),
  );
}
