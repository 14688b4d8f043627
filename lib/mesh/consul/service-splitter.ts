import type { ServiceSplitterSpec } from '../../../imports/consul.hashicorp.com';
import type { Plain } from '../../manifest/objects/plain';
import type { EmittedManifest } from '../../model/capability';
import type { TrafficModel } from '../mesh-model';
import { configEntry } from './config-entry';
import { consulServiceName } from './consul-service';

/** Which share of the requests goes to which service; undefined where all of them stay. */
export function emitServiceSplitter({ workload, routes, origin }: TrafficModel): EmittedManifest | undefined {
  const shares = routes.at(-1)?.destinations ?? [];
  if (shares.length < 2) return undefined;
  const spec: Plain<ServiceSplitterSpec> = {
    // Consul counts hundredths, and wants them to add up.
    splits: shares.map((share) => ({
      weight: Math.round(share.weight * 100) / 100,
      service: consulServiceName(share.workload),
    })),
  };
  const { namespace } = workload;
  const entry = { namespace, name: consulServiceName(workload) };
  return configEntry('ServiceSplitter', entry, spec, { ...workload, origin });
}
