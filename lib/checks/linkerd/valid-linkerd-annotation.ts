import { Field } from '../../manifest/objects/field';
import { podTemplateOf } from '../../manifest/pods/pod-template';
import { podOwningKinds } from '../../manifest/pods/workload-kinds';
import type { LocatedManifest } from '../../manifest/objects/manifest';
import { linkerdInject } from '../../products/linkerd';
import type { Check } from '../check';
import { invalid, unsupported } from '../field-error';
import type { Problem } from '../finding';
import { accessPolicies } from './access-policy';

const prefix = 'config.linkerd.io/';
const portLists = ['opaque-ports', 'skip-inbound-ports', 'skip-outbound-ports', 'proxy-require-identity-inbound-ports'];

/** What the injector reads from annotations of a namespace or a pod is something that it understands. */
export const validLinkerdAnnotation: Check = {
  id: 'valid-linkerd-annotation',
  severity: 'error',
  profile: 'baseline',
  why: 'The injector refuses the pod, or the proxy starts with the default, which may let in more than was meant.',
  kinds: ['Namespace', 'Service', ...podOwningKinds],
  run: function* (object) {
    const annotations = annotationsOf(object);
    const policy = annotations.entry(`${prefix}default-inbound-policy`);
    yield* notAmong(policy, accessPolicies);
    yield* notAmong(annotations.entry(linkerdInject), ['enabled', 'disabled', 'ingress']);
    yield* notAmong(annotations.entry(`${prefix}access-log`), ['apache', 'json', '']);
    for (const name of portLists) {
      const ports = annotations.entry(`${prefix}${name}`);
      if (ports.text !== undefined && !isPortList(ports.text)) {
        yield invalid(ports, 'must list ports and ranges of ports', 'write for instance "3306,8000-8010"');
      }
    }
  },
};

function annotationsOf(object: LocatedManifest): Field {
  const pod = podTemplateOf(object);
  return pod === undefined
    ? Field.root(object.manifest).at('metadata', 'annotations')
    : Field.at(pod.metadataPath, pod.metadata).at('annotations');
}

function* notAmong(field: Field, values: readonly string[]): Iterable<Problem> {
  if (field.text !== undefined && !values.includes(field.text)) {
    yield unsupported(field, values, 'use one of the supported values');
  }
}

/** Ports may be named where the proxy resolves them, as in `opaque-ports` of a Service. */
function isPortList(text: string): boolean {
  return text.split(',').every((item) => {
    const [first = '', last = first, ...more] = item.trim().split('-');
    if (/[a-z]/.test(item)) return /^[a-z0-9-]+$/.test(item.trim());
    return isPort(first) && isPort(last) && Number(first) <= Number(last) && more.length === 0;
  });
}

function isPort(text: string): boolean {
  return /^\d{1,5}$/.test(text) && Number(text) <= 65535;
}
