import type { StorageClassFacts } from '../../fleet/facts/storage-classes';
import { Field } from '../../manifest/objects/field';
import { namespaceOf } from '../../manifest/objects/find-object';
import type { LocatedManifest } from '../../manifest/objects/manifest';
import type { ManifestSet } from '../../manifest/objects/manifest-set';
import { zoneLabel } from '../nodes/node';
import { readRequirements } from '../nodes/requirement';
import { defaultClass } from './default-class';
import type { Doubt } from './doubt';
import type { NodeTerm } from './pod';

/** Where the volumes of a workload's pods may be. */
export interface VolumeNodes {
  /** For each claim that is bound to some nodes: alternatives, of which one must hold. */
  readonly terms: readonly (readonly NodeTerm[])[];
  /** What of it nobody says. */
  readonly doubts: readonly Doubt[];
}

/** Reads where volumes are that exist, and where those may be made that are made for their pods. */
export function volumeNodes(
  manifests: ManifestSet,
  object: LocatedManifest,
  spec: Field,
  declared: readonly StorageClassFacts[],
): VolumeNodes {
  const found = claimsOf(manifests, object, spec).map((claim) => nodesOfClaim(manifests, claim, declared));
  return {
    terms: found.flatMap(({ terms = [] }) => (terms.length === 0 ? [] : [terms])),
    doubts: found.flatMap(({ doubt }) => doubt ?? []),
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

/** Alternatives of nodes that can have the volume of a claim, none for any node; or why they are not known. */
interface ClaimNodes {
  readonly terms?: readonly NodeTerm[];
  readonly doubt?: Doubt;
}

function unknown(why: string, fix?: string): ClaimNodes {
  const reason = `where its volumes can be is not known: ${why}`;
  return { doubt: { reason, ...(fix === undefined ? {} : { fix }) } };
}

function nodesOfClaim(
  manifests: ManifestSet,
  claim: Field | undefined,
  declared: readonly StorageClassFacts[],
): ClaimNodes {
  if (claim === undefined) return unknown('a PersistentVolumeClaim of them is not in the tree', 'add it to the tree');
  const bound = claim.at('volumeName').text;
  if (bound !== undefined) return nodesOfVolume(manifests, bound);
  const field = claim.at('storageClassName');
  const name = field.isSet ? field.text : defaultClass(manifests, declared);
  if (name === undefined) {
    return unknown(
      'a claim names no StorageClass, and which is the default is not declared',
      'name one, or declare the default under storageClasses of the cluster',
    );
  }
  if (name === '') return unknown('a claim without a StorageClass is bound to any volume that is there');
  return nodesOfClass(manifests, name, declared);
}

/** What a class says that the tree has, or else the facts of the cluster. */
function nodesOfClass(manifests: ManifestSet, name: string, declared: readonly StorageClassFacts[]): ClaimNodes {
  const early = unknown(`StorageClass ${name} does not make them where their pods are placed (WaitForFirstConsumer)`);
  const inTree = manifests.get({ group: 'storage.k8s.io', kind: 'StorageClass', namespace: '', name });
  if (inTree !== undefined) {
    const storageClass = Field.root(inTree.manifest);
    // Elsewhere, a volume is made before its pod is placed, or is one of those that are there.
    const follows =
      storageClass.at('volumeBindingMode').text === 'WaitForFirstConsumer' &&
      storageClass.at('provisioner').text !== 'kubernetes.io/no-provisioner';
    return follows ? { terms: storageClass.at('allowedTopologies').items().map(readTopology) } : early;
  }
  const known = declared.find((each) => each.name === name);
  if (known === undefined) {
    return unknown(
      `StorageClass ${name} is neither in the tree nor declared`,
      `StorageClass ${name}: declare it under storageClasses of the cluster, or add it to the tree`,
    );
  }
  if (known.volumeBindingMode !== 'WaitForFirstConsumer') return early;
  const { zones = [] } = known;
  return {
    terms: zones.length === 0 ? [] : [{ labels: [{ key: zoneLabel, operator: 'In', values: zones }], names: [] }],
  };
}

function nodesOfVolume(manifests: ManifestSet, name: string): ClaimNodes {
  const found = manifests.get({ group: '', kind: 'PersistentVolume', namespace: '', name });
  if (found === undefined) return unknown(`PersistentVolume ${name} is not in the tree`, 'add it to the tree');
  const volume = Field.root(found.manifest);
  const zones = [
    'topology.kubernetes.io/zone',
    'topology.kubernetes.io/region',
    'failure-domain.beta.kubernetes.io/zone',
    'failure-domain.beta.kubernetes.io/region',
  ].filter((key) => volume.at('metadata', 'labels').entry(key).isSet);
  // Labels of its zone count, too, by rules of their own.
  if (zones.length > 0) return unknown(`PersistentVolume ${name} has labels of its zone`);
  return {
    terms: volume
      .at('spec', 'nodeAffinity', 'required', 'nodeSelectorTerms')
      .items()
      .map((term) => ({
        labels: readRequirements(term.at('matchExpressions')),
        names: readRequirements(term.at('matchFields')),
      })),
  };
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
