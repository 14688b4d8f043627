import { Field } from '../../manifest/objects/field';
import { namespaceOf } from '../../manifest/objects/find-object';
import type { LocatedManifest } from '../../manifest/objects/manifest';
import type { ManifestSet } from '../../manifest/objects/manifest-set';
import { readRequirements } from '../nodes/requirement';
import type { NodeTerm } from './pod';

/** Where the volumes of a workload's pods may be. */
export interface VolumeNodes {
  /** For each claim that is bound to some nodes: alternatives, of which one must hold. */
  readonly terms: readonly (readonly NodeTerm[])[];
  /** Whether all of it is known from the manifests. */
  readonly isKnown: boolean;
}

/** Reads where volumes are that exist, and where those may be made that are made for their pods. */
export function volumeNodes(manifests: ManifestSet, object: LocatedManifest, spec: Field): VolumeNodes {
  const found = claimsOf(manifests, object, spec).map((claim) => nodesOfClaim(manifests, claim));
  return {
    terms: found.flatMap((terms) => (terms === undefined || terms.length === 0 ? [] : [terms])),
    isKnown: found.every((terms) => terms !== undefined),
  };
}

/** The specs of the claims of a workload's pods; undefined for one that the tree does not have. */
export function claimsOf(manifests: ManifestSet, object: LocatedManifest, spec: Field): readonly (Field | undefined)[] {
  const volumes = spec.at('volumes').items();
  const named = volumes.flatMap((volume) => volume.at('persistentVolumeClaim', 'claimName').text ?? []);
  const templates = Field.root(object.manifest).at('spec', 'volumeClaimTemplates').items();
  const ephemeral = volumes.filter((volume) => volume.at('ephemeral').isSet);
  return [
    ...templates.map((template) => template.at('spec')),
    ...ephemeral.map((volume) => volume.at('ephemeral', 'volumeClaimTemplate', 'spec')),
    ...named.map((name) => claimSpec(manifests, namespaceOf(object.manifest), name)),
  ];
}

function claimSpec(manifests: ManifestSet, namespace: string, name: string): Field | undefined {
  const claim = manifests.get({ group: '', kind: 'PersistentVolumeClaim', namespace, name });
  return claim === undefined ? undefined : Field.root(claim.manifest).at('spec');
}

/** Alternatives of nodes that can have the volume of a claim, none for any node; undefined where the tree does not say. */
function nodesOfClaim(manifests: ManifestSet, claim: Field | undefined): readonly NodeTerm[] | undefined {
  const bound = claim?.at('volumeName').text;
  if (bound !== undefined) return nodesOfVolume(manifests, bound);
  const name = claim?.at('storageClassName').text;
  if (name === undefined) return undefined;
  const found = manifests.get({ group: 'storage.k8s.io', kind: 'StorageClass', namespace: '', name });
  if (found === undefined) return undefined;
  const storageClass = Field.root(found.manifest);
  // Elsewhere, a volume is made before its pod is placed, or is one of those that are there.
  const follows =
    storageClass.at('volumeBindingMode').text === 'WaitForFirstConsumer' &&
    storageClass.at('provisioner').text !== 'kubernetes.io/no-provisioner';
  return follows ? storageClass.at('allowedTopologies').items().map(readTopology) : undefined;
}

function nodesOfVolume(manifests: ManifestSet, name: string): readonly NodeTerm[] | undefined {
  const found = manifests.get({ group: '', kind: 'PersistentVolume', namespace: '', name });
  if (found === undefined) return undefined;
  const volume = Field.root(found.manifest);
  const zones = [
    'topology.kubernetes.io/zone',
    'topology.kubernetes.io/region',
    'failure-domain.beta.kubernetes.io/zone',
    'failure-domain.beta.kubernetes.io/region',
  ].filter((key) => volume.at('metadata', 'labels').entry(key).isSet);
  // Labels of its zone count, too, by rules of their own.
  if (zones.length > 0) return undefined;
  return volume
    .at('spec', 'nodeAffinity', 'required', 'nodeSelectorTerms')
    .items()
    .map((term) => ({
      labels: readRequirements(term.at('matchExpressions')),
      names: readRequirements(term.at('matchFields')),
    }));
}

function readTopology(term: Field): NodeTerm {
  const labels = term
    .at('matchLabelExpressions')
    .items()
    .map((expression) => ({
      key: expression.at('key').text ?? '',
      operator: 'In',
      values: expression
        .at('values')
        .items()
        .flatMap(({ text }) => text ?? []),
    }));
  return { labels, names: [] };
}
