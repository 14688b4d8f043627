import type { Duration } from 'cdk8s';
import type { NamespaceModel } from '../../model/namespace-model';
import { linkerdInject, linkerdRecord } from '../../products/linkerd';
import { proxyResourceAnnotations } from '../../products/proxy-resource-annotations';
import { formatDuration } from '../format-duration';
import type { MeshModel, MeshWorkload } from '../mesh-model';
import { inboundPolicyOf } from './inbound-policy';
import { isOpaque } from './proxy-protocol';

/** What the pods of one workload say to the injector: where they differ from their namespace, and what only pods can say. */
export function proxyAnnotations(
  { workload, mutualTls, proxy: { proxyResources = {}, drain } }: MeshWorkload,
  { settings }: MeshModel,
  home: NamespaceModel | undefined,
): Readonly<Record<string, string>> {
  const policy = inboundPolicyOf(home, mutualTls);
  const inherited = home === undefined ? undefined : inboundPolicyOf(home, settings.mutualTls);
  return defined({
    // Where no chart owns the namespace, nothing says it for all its pods.
    [linkerdInject]: home === undefined ? 'enabled' : undefined,
    'config.linkerd.io/default-inbound-policy': policy === inherited ? undefined : policy,
    // Clients outside the mesh and those of a headless Service do not know the protocol from the Service.
    'config.linkerd.io/opaque-ports': portList(workload.ports.filter(isOpaque).map((port) => port.containerPort)),
    ...proxyResourceAnnotations(linkerdRecord, proxyResources),
    'config.linkerd.io/shutdown-grace-period': format(drain),
  });
}

function format(duration: Duration | undefined): string | undefined {
  return duration === undefined ? undefined : formatDuration(duration);
}

function portList(ports: readonly number[]): string | undefined {
  return ports.length === 0 ? undefined : [...new Set(ports)].sort((a, b) => a - b).join(',');
}

function defined(annotations: Readonly<Record<string, string | undefined>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(annotations).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
  );
}
