import type { ProxyDefaultsSpec } from '../../../imports/consul.hashicorp.com';
import type { Plain } from '../../manifest/objects/plain';
import type { EmittedManifest } from '../../model/capability';
import type { MeshModel, ResolvedMeshSettings } from '../mesh-model';
import { configEntry } from './config-entry';
import { consulFacts } from './facts';
import { collectorOf, emitTracing } from './tracing';

const accessLogTypes = ['stdout', 'stderr'] as const;

/** Access logs and traces of every proxy of the mesh; undefined where neither was declared. */
export function emitProxyDefaults({ cluster, settings }: MeshModel): EmittedManifest | undefined {
  const { owner, accessLogs, tracing } = settings;
  const collector = collectorOf(settings, cluster);
  if (owner === undefined || (accessLogs === undefined && collector === undefined)) return undefined;
  const spec: Plain<ProxyDefaultsSpec> = {
    ...(tracing === undefined || collector === undefined ? {} : { config: emitTracing(tracing.percent, collector) }),
    ...(accessLogs === undefined ? {} : { accessLogs: { enabled: true, type: accessLogType(accessLogs) ?? 'stdout' } }),
  };
  return configEntry('ProxyDefaults', { namespace: consulFacts(cluster).rootNamespace, name: 'global' }, spec, owner);
}

/** Where the proxies write to; undefined for a provider that Consul does not have. */
export function accessLogType({ provider = 'stdout' }: NonNullable<ResolvedMeshSettings['accessLogs']>) {
  return accessLogTypes.find((type) => type === provider);
}
