import type { MeshFacts } from '../../../lib/fleet/mesh-facts';
import { Field } from '../../../lib/manifest/objects/field';
import type { LocatedManifest } from '../../../lib/manifest/objects/manifest';
import { ManifestSet } from '../../../lib/manifest/objects/manifest-set';
import { podTemplateOf, type PodTemplate } from '../../../lib/manifest/pods/pod-template';
import { serviceSelectorOf } from '../../../lib/manifest/network/service-ports';
import { reachability, type Reachability } from '../../../lib/reach/questions/reachability';
import type { AskedAdmission } from './istio-simulation';

/** A request between two workloads of a tree, and what `reach --layer mesh` says of it. */
export interface Cell {
  readonly client: string;
  readonly asked: AskedAdmission;
  readonly says: 'allowed' | 'denied' | 'perhaps';
}

export interface CellOptions {
  readonly mesh?: MeshFacts;
  readonly requests: readonly { readonly method: string; readonly path: string }[];
}

/** Every request of every client, one outside the mesh among them, at every port of every other workload. */
export function meshCells(objects: readonly LocatedManifest[], { mesh, requests }: CellOptions): readonly Cell[] {
  const manifests = new ManifestSet(objects);
  const proof = reachability(manifests, { layer: 'mesh', ...(mesh === undefined ? {} : { mesh }) });
  const pods = objects.flatMap((object) => podTemplateOf(object) ?? []).filter(({ owner }) => isRunning(owner));
  return pods.flatMap((server) =>
    portsOf(server, manifests).flatMap(({ port, protocol }) =>
      [undefined, ...pods.filter((client) => client !== server)].flatMap((client) =>
        (protocol === 'http' ? requests : [{ method: '', path: '' }]).map(({ method, path }) => {
          const identity = client === undefined ? '' : identityOf(client, mesh);
          const asked = { server: nameOf(server), port, protocol, identity, method, path };
          return {
            client: client === undefined ? 'plain text' : nameOf(client),
            asked,
            says: ask(proof, client, asked),
          };
        }),
      ),
    ),
  );
}

function ask(proof: Reachability, client: PodTemplate | undefined, asked: AskedAdmission): Cell['says'] {
  const { server, port, protocol, method, path } = asked;
  const request = protocol === 'http' ? { method, path } : {};
  const answer =
    client === undefined
      ? proof.between(undefined, server, { ...request, identity: 'none' })
      : proof.between(nameOf(client), server, request);
  if (answer.allowed.includesPort('TCP', port)) return 'allowed';
  return answer.allowedForSome.includesPort('TCP', port) ? 'perhaps' : 'denied';
}

interface ServedPort {
  readonly port: number;
  readonly protocol: 'http' | 'tcp';
}

/** Ports of the containers, each with what the Service before it says that it speaks. */
function portsOf(server: PodTemplate, manifests: ManifestSet): readonly ServedPort[] {
  const ofContainers = Field.at('spec', server.spec)
    .at('containers')
    .items()
    .flatMap((container) => container.at('ports').items());
  const ofServices = manifests
    .ofKind('', 'Service')
    .filter(({ manifest }) => {
      const selector = serviceSelectorOf(manifest) ?? {};
      const isOwn = manifest.metadata.namespace === server.namespace && Object.keys(selector).length > 0;
      return isOwn && Object.entries(selector).every(([key, value]) => server.labels[key] === value);
    })
    .flatMap(({ manifest }) => Field.root(manifest).at('spec', 'ports').items());
  return ofContainers.map((port): ServedPort => {
    const number = port.at('containerPort').number ?? 0;
    const served = ofServices.find((one) => {
      const target = one.at('targetPort').value ?? one.at('port').value;
      return target === number || target === port.at('name').text;
    });
    const speaks = served?.at('appProtocol').text ?? served?.at('name').text ?? '';
    return { port: number, protocol: /^(http|http2|grpc|kubernetes\.io\/h2c)\b/.test(speaks) ? 'http' : 'tcp' };
  });
}

function identityOf(client: PodTemplate, mesh: MeshFacts | undefined): string {
  const account = Field.at('spec', client.spec).at('serviceAccountName').text ?? 'default';
  return `spiffe://${mesh?.trustDomain ?? 'cluster.local'}/ns/${client.namespace}/sa/${account}`;
}

function nameOf({ namespace, owner }: PodTemplate): string {
  return `${namespace}/${owner.manifest.metadata.name ?? ''}`;
}

function isRunning({ manifest: { kind } }: LocatedManifest): boolean {
  return ['DaemonSet', 'Deployment', 'StatefulSet'].includes(kind);
}
