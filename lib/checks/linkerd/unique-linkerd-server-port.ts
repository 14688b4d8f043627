import { Field } from '../../manifest/objects/field';
import type { LabelSelector } from '../../manifest/objects/label-selector';
import type { LocatedManifest } from '../../manifest/objects/manifest';
import type { ManifestSet } from '../../manifest/objects/manifest-set';
import { formatIdentity, identityOf } from '../../manifest/objects/object-identity';
import { perManifestSet } from '../../manifest/objects/per-manifest-set';
import type { Check } from '../check';
import { invalid } from '../field-error';
import { podsOf, portsOf, readServer, type ServerModel } from './server-ports';

/** A port of a pod belongs to one Server. */
export const uniqueLinkerdServerPort: Check = {
  id: 'unique-linkerd-server-port',
  severity: 'error',
  profile: 'baseline',
  why: "Linkerd's policy webhook rejects a Server that selects the same pods and port as another; where it cannot see the overlap, one of the two is ignored.",
  kinds: ['policy.linkerd.io/Server'],
  run: function* (object, { manifests }) {
    const other = overlaps(manifests).get(object);
    if (other === undefined) return;
    const port = Field.root(object.manifest).at('spec', 'port');
    yield invalid(
      port,
      `${formatIdentity(identityOf(other.manifest))} has a policy for this port of the same pods`,
      'make one Server of the two, or narrow a podSelector',
    );
  },
};

/** Each Server that overlaps an earlier one, with that one. */
const overlaps = perManifestSet((manifests: ManifestSet) => {
  const servers = manifests.ofKind('policy.linkerd.io', 'Server').flatMap((object) => readServer(object) ?? []);
  const overlapping = new Map<LocatedManifest, LocatedManifest>();
  const owners = new Map<string, ServerModel>();
  const ports = new Map<string, { first: ServerModel; ofAll?: ServerModel }>();
  for (const server of servers) {
    // A Server of all pods meets every other one of its port, whatever pods there are.
    const key = `${server.namespace} ${server.port}`;
    const known = ports.get(key);
    const met = selectsAll(server) ? known?.first : known?.ofAll;
    if (met !== undefined) overlapping.set(server.object, met.object);
    const ofAll = known?.ofAll ?? (selectsAll(server) ? server : undefined);
    ports.set(key, { first: known?.first ?? server, ...(ofAll === undefined ? {} : { ofAll }) });
    for (const key of claims(server, manifests)) {
      const owner = owners.get(key);
      if (owner === undefined) owners.set(key, server);
      else if (owner.object !== server.object && !overlapping.has(server.object)) {
        overlapping.set(server.object, owner.object);
      }
    }
  }
  return overlapping;
});

/** What a Server has for itself: a selector as written, which is all that the webhook compares, and ports of pods. */
function* claims(server: ServerModel, manifests: ManifestSet): Iterable<string> {
  yield `${server.namespace} ${server.port} ${canonical(server.podSelector)}`;
  for (const pod of podsOf(server, manifests)) {
    const { kind, metadata } = pod.owner.manifest;
    for (const port of portsOf(server, pod)) yield `${server.namespace} ${kind} ${metadata.name ?? ''} ${port}`;
  }
}

function selectsAll({ podSelector: { matchLabels = {}, matchExpressions = [] } }: ServerModel): boolean {
  return Object.keys(matchLabels).length === 0 && matchExpressions.length === 0;
}

function canonical({ matchLabels = {}, matchExpressions = [] }: LabelSelector): string {
  return JSON.stringify([Object.entries(matchLabels).sort(), matchExpressions]);
}
