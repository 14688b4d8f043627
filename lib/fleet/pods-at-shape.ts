import { fields, mapOf, text } from './shape';

/** How `PodsAt` is checked: the fields of what says where pods are. */
export const podsAt = { namespace: text, podLabels: mapOf(text), 'mesh?': fields({ serviceAccountName: text }) };
