import type { Control, Offence, ReviewedPod } from './control';
import { plural, quoted } from './wording';

/** A pod may not mount a folder of its node. */
export const hostPathVolumes: Control = {
  id: 'hostPathVolumes',
  level: 'baseline',
  fix: 'use a volume that does not belong to the node: emptyDir, persistentVolumeClaim, configMap …',
  versions: [{ since: 0, evaluate: noHostPath }],
};

function noHostPath({ spec }: ReviewedPod): Offence | undefined {
  const volumes = spec
    .at('volumes')
    .items()
    .filter((volume) => volume.at('hostPath').isSet);
  const [first] = volumes;
  if (first === undefined) return undefined;
  return {
    reason: 'hostPath volumes',
    detail: `${plural(volumes.length, 'volume')} ${quoted(volumes.map((volume) => volume.at('name').text ?? ''))}`,
    field: first.at('hostPath'),
  };
}
