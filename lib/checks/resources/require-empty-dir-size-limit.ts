import type { Check } from '../check';
import { podCheck } from '../pod-check';

/** An emptyDir volume has a size. */
export const requireEmptyDirSizeLimit: Check = podCheck({
  id: 'require-empty-dir-size-limit',
  severity: 'info',
  profile: 'strict',
  why: 'Without a size the volume grows until the disk of the node is full, or, in memory, until the container is killed.',
  problems: function* ({ spec }) {
    for (const volume of spec.at('volumes').items()) {
      const limit = volume.at('emptyDir', 'sizeLimit');
      if (volume.at('emptyDir').map === undefined || limit.isSet) continue;
      const inMemory = volume.at('emptyDir', 'medium').text === 'Memory';
      yield {
        path: limit.path,
        message: `Required value: the volume may fill the ${inMemory ? 'memory' : 'disk'} of its node`,
        fix: 'set it to what the container writes at most',
        ...(inMemory ? { severity: 'warning' } : {}),
      };
    }
  },
});
