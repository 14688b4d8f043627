import { Field } from '../../manifest/objects/field';
import type { PodTemplate } from '../../manifest/pods/pod-template';

/** Whether Consul puts a proxy into a pod, as far as the pod says so itself. */
export function isConsulInjected({ metadataPath, metadata }: PodTemplate): boolean {
  const annotations = Field.at(metadataPath, metadata).at('annotations');
  return annotations.entry('consul.hashicorp.com/connect-inject').text === 'true';
}
