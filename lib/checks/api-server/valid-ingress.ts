import { isAtLeast, type KubernetesVersion } from '../../fleet/kubernetes-version';
import { Field } from '../../manifest/objects/field';
import type { Check } from '../check';
import { emptyText, invalid, invalidByEach, required, unsupported } from '../field-error';
import type { Problem } from '../finding';
import {
  dns1035LabelErrors,
  dnsLabelErrors,
  dnsSubdomainErrors,
  wildcardSubdomainErrors,
} from '../../manifest/grammar/dns-name';
import { ipErrors } from './grammar/ip-syntax';
import { portNameErrors, portNumberErrors } from './grammar/port-syntax';

/** Hosts, paths and backends of an Ingress are such that a controller can route by them. */
export const validIngress: Check = {
  id: 'valid-ingress',
  severity: 'error',
  profile: 'baseline',
  why: 'The API server rejects the Ingress: no request could ever match it, or nothing could answer.',
  kinds: ['networking.k8s.io/Ingress'],
  run: function* ({ manifest }, { cluster }) {
    const version = cluster.kubernetesVersion;
    const spec = Field.root(manifest).at('spec');
    if (spec.isSet && spec.map === undefined) return;
    const rules = spec.at('rules').items();
    if (rules.length === 0 && !spec.at('defaultBackend').isSet) {
      const rule = 'either `defaultBackend` or `rules` must be specified';
      yield invalid(spec, rule, 'add a rule', spec.at('rules').value ?? null);
    }
    yield* backendProblems(spec.at('defaultBackend'), version);
    for (const rule of rules) {
      yield* hostProblems(rule.at('host'));
      yield* pathsProblems(rule.at('http'), version);
    }
    for (const tls of spec.at('tls').items()) {
      for (const host of tls.at('hosts').items()) yield* nameProblems(host);
      const secretName = tls.at('secretName');
      if ((secretName.text ?? '') !== '') {
        yield* invalidByEach(secretName, dnsSubdomainErrors(secretName.text ?? ''), 'use the name of a Secret');
      }
    }
  },
};

function* hostProblems(host: Field): Iterable<Problem> {
  if (host.text === undefined || host.text === '') return;
  if (ipErrors(host.text).length === 0) {
    yield invalid(host, 'must be a DNS name, not an IP address', 'leave host out to match every address');
  }
  yield* nameProblems(host);
}

function* nameProblems(host: Field): Iterable<Problem> {
  if (host.text === undefined) return;
  const errors = host.text.includes('*') ? wildcardSubdomainErrors : dnsSubdomainErrors;
  yield* invalidByEach(host, errors(host.text), 'use a host name such as shop.example.com or *.example.com');
}

function* pathsProblems(http: Field, version: KubernetesVersion): Iterable<Problem> {
  const paths = http.at('paths');
  if (paths.isSet && paths.items().length === 0) yield required(paths, '', 'add a path');
  for (const path of paths.items()) {
    const type = path.at('pathType');
    if (type.text !== undefined && !['Exact', 'ImplementationSpecific', 'Prefix'].includes(type.text)) {
      yield unsupported(type, ['Exact', 'ImplementationSpecific', 'Prefix'], 'use Prefix or Exact');
    } else {
      yield* pathProblems(path.at('path'), type.value === 'ImplementationSpecific');
    }
    yield* backendProblems(path.at('backend'), version);
  }
}

function* pathProblems(path: Field, isImplementationSpecific: boolean): Iterable<Problem> {
  const text = path.text ?? '';
  if (!text.startsWith('/') && !(isImplementationSpecific && text === '')) {
    yield invalid(path, 'must be an absolute path', 'start the path with /', text);
  }
  if (isImplementationSpecific) return;
  for (const sequence of ['//', '/./', '/../', '%2f', '%2F']) {
    if (text.includes(sequence))
      yield invalid(path, `must not contain '${sequence}'`, 'write the path as it is requested');
  }
  for (const suffix of ['/..', '/.']) {
    if (text.endsWith(suffix)) yield invalid(path, `cannot end with '${suffix}'`, 'write the path as it is requested');
  }
}

function* backendProblems(backend: Field, version: KubernetesVersion): Iterable<Problem> {
  if (backend.map === undefined) return;
  const service = backend.at('service');
  const hasResource = backend.at('resource').isSet;
  if (hasResource && service.isSet) {
    yield invalid(backend, 'cannot set both resource and service backends', 'keep one of them', '');
  } else if (!hasResource && !service.isSet) {
    yield invalid(backend, 'resource or service backend is required', 'set service', '');
  } else if (service.isSet) {
    const name = service.at('name');
    const errors = isAtLeast(version, '1.36') ? dnsLabelErrors : dns1035LabelErrors;
    yield* emptyText(name, 'name the Service');
    if ((name.text ?? '') !== '') yield* invalidByEach(name, errors(name.text ?? ''), 'use the name of a Service');
    yield* backendPortProblems(backend, service.at('port'));
  }
}

function* backendPortProblems(backend: Field, port: Field): Iterable<Problem> {
  const [name, number] = [port.at('name').text ?? '', port.at('number').number ?? 0];
  if (name !== '' && number !== 0) {
    yield invalid(backend, 'cannot set both port name & port number', 'keep one of them', '');
  } else if (name !== '') {
    yield* invalidByEach(port.at('name'), portNameErrors(name), 'use the name of a port of the Service');
  } else if (number !== 0) {
    yield* invalidByEach(port.at('number'), portNumberErrors(number), 'use a port between 1 and 65535');
  } else {
    yield required(backend, 'port name or number is required', 'set service.port.number');
  }
}
