import { Field } from '../../manifest/objects/field';
import type { LocatedManifest, Manifest } from '../../manifest/objects/manifest';
import type { ManifestSet } from '../../manifest/objects/manifest-set';
import { formatIdentity, identityOf } from '../../manifest/objects/object-identity';
import { apiGroup } from '../../manifest/objects/api-version';
import { dataHolders } from './data-holders';

/** What goes with an object when it is deleted. */
export interface DeletionRisk {
  /** Whether data that nothing else holds may be gone. */
  readonly dataAtRisk: boolean;
  /** Whether the object holds state, so that its deletion must be acknowledged by name. */
  readonly isStateful: boolean;
  readonly reasons: readonly string[];
}

const harmless: DeletionRisk = { dataAtRisk: false, isStateful: false, reasons: [] };

/** What is lost when an object is no longer in the tree and its engine deletes it. */
export function deletionRisk(object: LocatedManifest, base: ManifestSet): DeletionRisk {
  const risk = riskOfKind(object, base);
  const keeper = keptBy(object.manifest);
  if (keeper === undefined || !risk.isStateful) {
    return keeper === undefined ? risk : { ...risk, reasons: [...risk.reasons, keeper] };
  }
  return { dataAtRisk: false, isStateful: true, reasons: [keeper] };
}

function riskOfKind(object: LocatedManifest, base: ManifestSet): DeletionRisk {
  const { apiVersion, kind } = object.manifest;
  const key = `${apiGroup(apiVersion)}/${kind}`;
  switch (key) {
    case '/Namespace':
      return namespace(object, base);
    case '/PersistentVolumeClaim':
      return claim(object, base);
    case '/PersistentVolume':
      return volume(object);
    case 'apps/StatefulSet':
      return statefulSet(object);
    case 'apiextensions.k8s.io/CustomResourceDefinition':
      return definition(object, base);
    default: {
      const holder = dataHolders[key];
      return holder === undefined ? harmless : { dataAtRisk: true, isStateful: true, reasons: [holder] };
    }
  }
}

function namespace({ manifest }: LocatedManifest, base: ManifestSet): DeletionRisk {
  const { name } = identityOf(manifest);
  const inside = base.all.filter((each) => each.manifest.metadata.namespace === name);
  const claims = inside.filter(({ manifest: { kind } }) => kind === 'PersistentVolumeClaim' || kind === 'StatefulSet');
  const named = claims.slice(0, 5).map((each) => formatIdentity(identityOf(each.manifest)));
  return {
    dataAtRisk: true,
    isStateful: true,
    reasons: [
      'everything in the namespace is deleted with it, also what no manifest shows',
      ...(named.length === 0
        ? []
        : [`among it ${named.join(', ')}${claims.length > 5 ? ` and ${claims.length - 5} more` : ''}`]),
    ],
  };
}

function claim({ manifest }: LocatedManifest, base: ManifestSet): DeletionRisk {
  const name = Field.root(manifest).at('spec', 'storageClassName').text;
  const storageClass =
    name === undefined
      ? undefined
      : base.get({ group: 'storage.k8s.io', kind: 'StorageClass', namespace: '', name })?.manifest;
  if (storageClass?.reclaimPolicy === 'Retain') {
    const reason = `the volume stays, as reclaimPolicy of StorageClass ${name} is Retain; a new claim does not find it`;
    return { dataAtRisk: false, isStateful: true, reasons: [reason] };
  }
  const why =
    storageClass === undefined
      ? 'the volume is deleted with it, unless its class retains it'
      : `the volume is deleted with it, as StorageClass ${name} has reclaimPolicy Delete`;
  return { dataAtRisk: true, isStateful: true, reasons: [why] };
}

function volume({ manifest }: LocatedManifest): DeletionRisk {
  const policy = Field.root(manifest).at('spec', 'persistentVolumeReclaimPolicy').text ?? 'Retain';
  return {
    dataAtRisk: policy !== 'Retain',
    isStateful: true,
    reasons: [
      policy === 'Retain'
        ? 'what it stands for stays (persistentVolumeReclaimPolicy Retain), and no claim finds it any more'
        : `what it stands for is deleted with it (persistentVolumeReclaimPolicy ${policy})`,
    ],
  };
}

function statefulSet({ manifest }: LocatedManifest): DeletionRisk {
  const spec = Field.root(manifest).at('spec');
  const templates = spec.at('volumeClaimTemplates').items();
  if (templates.length === 0) return harmless;
  const names = templates.map((template) => template.at('metadata', 'name').text ?? '').join(', ');
  const isDeleted = spec.at('persistentVolumeClaimRetentionPolicy', 'whenDeleted').text === 'Delete';
  return {
    dataAtRisk: isDeleted,
    isStateful: true,
    reasons: [
      isDeleted
        ? `its claims (${names}) are deleted with it: persistentVolumeClaimRetentionPolicy.whenDeleted is Delete`
        : `its claims (${names}) stay: persistentVolumeClaimRetentionPolicy.whenDeleted is Retain`,
    ],
  };
}

function definition({ manifest }: LocatedManifest, base: ManifestSet): DeletionRisk {
  const spec = Field.root(manifest).at('spec');
  const kind = spec.at('names', 'kind').text ?? '';
  const instances = base.ofKind(spec.at('group').text ?? '', kind).length;
  return {
    dataAtRisk: true,
    isStateful: true,
    reasons: [
      `every ${kind} of the cluster is deleted with it${instances === 0 ? '' : `, ${instances} of this tree among them`}`,
    ],
  };
}

/** What keeps a GitOps engine, or Helm, from deleting an object that is no longer in the tree. */
function keptBy(manifest: Manifest): string | undefined {
  const annotations = Field.root(manifest).at('metadata', 'annotations');
  const says = (name: string, value: RegExp): boolean => value.test(annotations.entry(name).text ?? '');
  const kept = [
    ['argocd.argoproj.io/sync-options', /\bPrune=false\b/],
    ['kustomize.toolkit.fluxcd.io/prune', /^disabled$/i],
    ['helm.sh/resource-policy', /^keep$/],
  ] as const;
  const found = kept.find(([name, value]) => says(name, value));
  return found === undefined ? undefined : `stays in the cluster without an owner: annotation ${found[0]} keeps it`;
}
