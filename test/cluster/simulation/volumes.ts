import type { StorageClassFacts } from '../../../lib/fleet/facts/storage-classes';
import { Field } from '../../../lib/manifest/objects/field';
import type { Manifest } from '../../../lib/manifest/objects/manifest';
import type { SimulatedCluster } from './simulated-cluster';

const zoneLabel = 'topology.kubernetes.io/zone';
const selectedNode = 'volume.kubernetes.io/selected-node';
const provisioner = 'simulation/volumes';

/** StorageClasses as the facts of a cluster say them, whose volumes `VolumeProvisioner` makes. */
export function storageClassObjects(classes: readonly StorageClassFacts[]): readonly Manifest[] {
  return classes.map(
    ({ name, default: isDefault = false, volumeBindingMode, allowVolumeExpansion, reclaimPolicy }): Manifest => ({
      apiVersion: 'storage.k8s.io/v1',
      kind: 'StorageClass',
      metadata: {
        name,
        ...(isDefault ? { annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' } } : {}),
      },
      provisioner,
      ...(volumeBindingMode === undefined ? {} : { volumeBindingMode }),
      ...(allowVolumeExpansion === undefined ? {} : { allowVolumeExpansion }),
      ...(reclaimPolicy === undefined ? {} : { reclaimPolicy }),
    }),
  );
}

/** What a storage driver does: a volume for each claim, in the zone of the node that the scheduler chose. */
export class VolumeProvisioner {
  private timer: NodeJS.Timeout | undefined;
  private working: Promise<void> = Promise.resolve();
  private readonly made = new Set<string>();

  constructor(private readonly cluster: Pick<SimulatedCluster, 'list' | 'create'>) {}

  start(): void {
    this.timer ??= setInterval(() => {
      this.working = this.working.then(() => this.provide()).catch(() => undefined);
    }, 250);
  }

  async stop(): Promise<void> {
    if (this.timer !== undefined) clearInterval(this.timer);
    this.timer = undefined;
    await this.working;
  }

  private async provide(): Promise<void> {
    const claims = (await this.cluster.list('v1', 'PersistentVolumeClaim')).filter((claim) => this.waits(claim));
    if (claims.length === 0) return;
    const classes = await this.cluster.list('storage.k8s.io/v1', 'StorageClass');
    const nodes = await this.cluster.list('v1', 'Node');
    for (const claim of claims) {
      const root = Field.root(claim);
      const name = root.at('spec', 'storageClassName').text;
      const kind = classes.find((one) => one.metadata.name === name);
      const node = nodes.find((one) => one.metadata.name === claim.metadata.annotations?.[selectedNode]);
      if (kind?.provisioner !== provisioner) continue;
      if (kind.volumeBindingMode === 'WaitForFirstConsumer' && node === undefined) continue;
      await this.cluster.create(volumeFor(claim, kind, node));
      this.made.add(uidOf(claim));
    }
  }

  private waits(claim: Manifest): boolean {
    return Field.root(claim).at('status', 'phase').text === 'Pending' && !this.made.has(uidOf(claim));
  }
}

function volumeFor(claim: Manifest, kind: Manifest, node: Manifest | undefined): Manifest {
  const { name = '', namespace = '' } = claim.metadata;
  const spec = Field.root(claim).at('spec');
  const zone = node?.metadata.labels?.[zoneLabel];
  const uid = uidOf(claim);
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: { name: `pvc-${uid}`, annotations: { 'pv.kubernetes.io/provisioned-by': provisioner } },
    spec: {
      accessModes: spec.at('accessModes').value,
      capacity: { storage: spec.at('resources', 'requests', 'storage').value },
      claimRef: { apiVersion: 'v1', kind: 'PersistentVolumeClaim', namespace, name, uid },
      hostPath: { path: `/volumes/${uid}` },
      persistentVolumeReclaimPolicy: Field.root(kind).at('reclaimPolicy').text ?? 'Delete',
      storageClassName: kind.metadata.name,
      ...(zone === undefined
        ? {}
        : {
            nodeAffinity: {
              required: {
                nodeSelectorTerms: [{ matchExpressions: [{ key: zoneLabel, operator: 'In', values: [zone] }] }],
              },
            },
          }),
    },
  };
}

function uidOf({ metadata }: Manifest): string {
  return Field.at('', metadata).at('uid').text ?? '';
}
