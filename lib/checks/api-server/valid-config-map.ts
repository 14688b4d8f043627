import { Field } from '../../manifest/objects/field';
import type { Check } from '../check';
import { invalid, invalidByEach } from '../field-error';
import { base64Size, largestData, tooLarge } from './fields/data-size';
import { configKeyErrors } from './grammar/key-syntax';

/** A ConfigMap has keys that can be files, each once, and fits into 1 MiB. */
export const validConfigMap: Check = {
  id: 'valid-config-map',
  severity: 'error',
  profile: 'baseline',
  why: 'The API server rejects the ConfigMap: it is kept in memory by everything that mounts it.',
  kinds: ['ConfigMap'],
  run: function* ({ manifest }) {
    const configMap = Field.root(manifest);
    const [data, binaryData] = [configMap.at('data'), configMap.at('binaryData')];
    let size = 0;
    for (const [key, value] of data.entries()) {
      size += Buffer.byteLength(value.text ?? '');
      yield* invalidByEach(value, configKeyErrors(key), 'use letters, digits, -, _ and .', key);
      if (binaryData.entry(key).isSet) {
        yield invalid(value, 'duplicate of key present in binaryData', 'keep the key in one of them', key);
      }
    }
    for (const [key, value] of binaryData.entries()) {
      size += base64Size(value.text ?? '');
      yield* invalidByEach(value, configKeyErrors(key), 'use letters, digits, -, _ and .', key);
    }
    if (size > largestData) yield tooLarge(data);
  },
};
