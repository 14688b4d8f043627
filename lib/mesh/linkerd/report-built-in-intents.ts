import type { ClusterModel } from '../../model/cluster-model';
import type { MeshModel, MeshWorkload } from '../mesh-model';
import { reportBuiltIn } from '../report-built-in';

/** Says what was declared and needs no object, because the mesh does it for every workload. */
export function reportBuiltInIntents(
  { workload, traffic, outbound, mutualTls, permissivePorts, authorization }: MeshWorkload,
  { settings }: MeshModel,
  model: ClusterModel,
): void {
  const fix = 'nothing to do; the line can stay for other meshes';
  const say = (intent: string, message: string, origin: string) =>
    reportBuiltIn(model, { intent, workload, message, fix, origin });
  if (traffic?.policy.retries === false)
    say(
      'traffic.retries',
      'false: Linkerd sends no request again unless it is told to: nothing is emitted',
      traffic.origin,
    );
  const dns = outbound.find(({ to }) => to.type === 'dns');
  if (dns !== undefined)
    say(
      'connection.to',
      'dns: Linkerd leaves the DNS of the cluster alone, and every workload reaches it: nothing is emitted',
      dns.origin,
    );
  const clients = authorization?.rules.flatMap((rule) => rule.clients) ?? [];
  if (authorization === undefined || clients.some(({ type }) => type === 'cidr' || type === 'unmeshedPods')) return;
  const byIdentity =
    'in an isolated namespace clients are let in by what they prove to be, and none is declared by its addresses';
  if (permissivePorts.length > 0)
    say('mesh.permissivePorts', `${permissivePorts.join(', ')}: ${byIdentity}: none goes unencrypted`, workload.origin);
  if (mutualTls !== settings.mutualTls)
    say('mesh.mutualTls', `${mutualTls}: ${byIdentity}: none goes unencrypted`, workload.origin);
}
