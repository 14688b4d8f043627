import { Field } from '../../manifest/objects/field';
import { namespaceOf } from '../../manifest/objects/find-object';
import { podTemplateOf } from '../../manifest/pods/pod-template';
import { replicasOf } from '../../manifest/pods/replicas-selected';
import { extentOf } from '../../manifest/pods/selected-pods';
import { serviceSelectorOf } from '../../manifest/network/service-ports';
import type { Check } from '../check';
import { notFoundObject } from './not-found';
import { referenced } from './referenced';

/** The governing Service of a StatefulSet exists, is headless and selects its Pods. */
export const requireStatefulSetService: Check = {
  id: 'require-stateful-set-service',
  severity: 'warning',
  profile: 'baseline',
  why:
    'The stable DNS names of the Pods (`db-0.db`) come from a headless Service of that name which selects them. ' +
    'Without it members that look each other up cannot find each other; Pods that need no such names run all the same.',
  kinds: ['apps/StatefulSet'],
  run: function* (object, context) {
    const field = Field.root(object.manifest).at('spec', 'serviceName');
    const name = field.text;
    if (name === undefined || name === '') return;
    const identity = { group: '', kind: 'Service', namespace: namespaceOf(object.manifest), name };
    const found = referenced(identity, context);
    if (found.from === 'nowhere') yield notFoundObject(field, identity, context);
    if (found.from !== 'tree') return;
    const service = found.object.manifest;
    if (Field.root(service).at('spec', 'clusterIP').text !== 'None') {
      const message = `Invalid value: "${name}": Service ${name} is not headless, so that the Pods get no DNS names of their own`;
      yield { path: field.path, message, fix: `set spec.clusterIP of Service ${name} to None` };
    }
    const selector = serviceSelectorOf(service);
    const pod = podTemplateOf(object);
    if (selector === undefined || pod === undefined) return;
    if (['all', 'unknown'].includes(extentOf([{ matchLabels: selector }], pod, replicasOf(context.manifests, pod))))
      return;
    const message = `Invalid value: "${name}": Service ${name} does not select the Pods of this StatefulSet`;
    yield {
      path: field.path,
      message,
      fix: `make its selector ${JSON.stringify(selector)} match the pod template's labels`,
    };
  },
};
