import type { Size } from 'cdk8s';
import type { VolumeMountFields } from './container-fields';
import type { VolumeFields } from './pod-fields';

/** A folder of the main container that can be written to: its volume, and where it is mounted. */
export interface ScratchFolder {
  readonly volume: VolumeFields;
  readonly mount: VolumeMountFields;
}

/** The folders that a workload may write to, in the order in which they were declared. */
export function scratchFolders(scratch: Readonly<Record<string, Size>> = {}): readonly ScratchFolder[] {
  return Object.entries(scratch).map(([mountPath, limit]) => {
    const name = volumeName(mountPath);
    return { volume: { name, emptyDir: { sizeLimit: quantityOf(limit) } }, mount: { name, mountPath } };
  });
}

/** `/var/cache/app` is the volume `scratch-var-cache-app`: a DNS label, as names of volumes are. */
function volumeName(path: string): string {
  const label = [...path.toLowerCase()].map((letter) => (/[a-z0-9]/.test(letter) ? letter : '-')).join('');
  const parts = label.split('-').filter((part) => part !== '');
  return ['scratch', ...parts].join('-').slice(0, 63);
}

/** Whole mebibytes where that is exact. */
function quantityOf(size: Size): string {
  const kibibytes = size.toKibibytes();
  return kibibytes % 1024 === 0 ? `${kibibytes / 1024}Mi` : `${kibibytes}Ki`;
}
