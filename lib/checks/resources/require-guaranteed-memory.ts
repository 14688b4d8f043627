import { parseQuantity } from '../../manifest/objects/quantity';
import type { Field } from '../../manifest/objects/field';
import type { Check } from '../check';
import { podCheck } from '../pod-check';

/** A container is promised all the memory that it may take. */
export const requireGuaranteedMemory: Check = podCheck({
  id: 'require-guaranteed-memory',
  severity: 'info',
  profile: 'strict',
  why: 'Memory above the request is borrowed: when the node runs short, the Pods that took most of it are killed first.',
  problems: function* ({ containers }) {
    for (const { field } of containers) {
      const limit = field.at('resources', 'limits', 'memory');
      const request = field.at('resources', 'requests', 'memory');
      const [limited, requested] = [quantityAt(limit), quantityAt(request)];
      if (limited === undefined || requested === undefined || limited.compareTo(requested) <= 0) continue;
      yield {
        path: limit.path,
        message: `Invalid value: ${JSON.stringify(limit.value)}: is more than the request, ${JSON.stringify(request.value)}`,
        fix: 'request as much as the limit allows',
      };
    }
  },
});

function quantityAt({ text, number }: Field) {
  const value = text ?? number;
  return value === undefined ? undefined : parseQuantity(value);
}
