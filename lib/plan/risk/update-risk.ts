import { Field } from '../../manifest/objects/field';
import type { Change } from '../difference/change';
import type { Update } from '../immutable/immutable-field';

/** What an update of an object may lose, or make easier to lose later. */
export function updateRisk(
  kind: string,
  changes: readonly Change[],
  { after }: Update,
): { readonly dataAtRisk: boolean; readonly reasons: readonly string[] } {
  const changeOf = (path: string): Change | undefined => changes.find((change) => change.path === path);
  if (kind === 'apps/StatefulSet') {
    const spec = Field.at('spec', after.spec);
    const policy = spec.at('persistentVolumeClaimRetentionPolicy');
    const replicas = changeOf('spec.replicas');
    const hasClaims = spec.at('volumeClaimTemplates').items().length > 0;
    const isSmaller = typeof replicas?.to === 'number' && replicas.to < Number(replicas.from);
    if (isSmaller && hasClaims && policy.at('whenScaled').text === 'Delete') {
      const reason =
        'the claims of the pods that go are deleted: persistentVolumeClaimRetentionPolicy.whenScaled is Delete';
      return { dataAtRisk: true, reasons: [reason] };
    }
    const laxer = changes.filter(
      ({ path, to }) => path.includes('persistentVolumeClaimRetentionPolicy') && to === 'Delete',
    );
    return { dataAtRisk: false, reasons: laxer.map(({ path }) => `${path} Delete: from now on claims are deleted`) };
  }
  if (kind === '/PersistentVolume') {
    const policy = changeOf('spec.persistentVolumeReclaimPolicy');
    const isLaxer = policy !== undefined && policy.to !== 'Retain';
    return { dataAtRisk: false, reasons: isLaxer ? ['from now on the volume is deleted with its claim'] : [] };
  }
  const finalizers = changes.filter(
    ({ path, from, to }) => path.startsWith('metadata.finalizers') && from !== undefined && to === undefined,
  );
  return {
    dataAtRisk: false,
    reasons: finalizers.map(() => 'a finalizer is dropped: what waited for it no longer happens before deletion'),
  };
}
