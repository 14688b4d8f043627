import { isAtLeast, type KubernetesVersion } from '../../fleet/kubernetes-version';
import type { Container } from '../../manifest/pods/containers';
import type { Field } from '../../manifest/objects/field';
import type { Check } from '../check';
import { duplicate, emptyText, forbidden, invalid, invalidByEach, required, unsupported } from '../field-error';
import type { Problem } from '../finding';
import { descendingPathErrors } from './grammar/path-syntax';
import { matchesWhole } from '../../manifest/grammar/pattern-rule';
import { podCheck, type VisitedPod } from '../pod-check';

const largestId = 2147483647;
const sysctlName = '([a-z0-9]([-_a-z0-9]*[a-z0-9])?[\\./])*[a-z0-9]([-_a-z0-9]*[a-z0-9])?';

/** Security settings of a pod and its containers are complete and do not contradict each other. */
export const validSecurityContext: Check = podCheck({
  id: 'valid-security-context',
  severity: 'error',
  profile: 'baseline',
  why: 'The API server rejects the pod, rather than guess which of two contradicting settings was meant.',
  problems: function* (pod, { cluster }) {
    const version = cluster.kubernetesVersion;
    yield* podProblems(pod, version);
    const inUserNamespace = pod.spec.at('hostUsers').value === false;
    for (const container of pod.containers)
      yield* containerProblems(container, inUserNamespace || !isAtLeast(version, '1.30'));
  },
});

function* podProblems({ spec }: VisitedPod, version: KubernetesVersion): Iterable<Problem> {
  const context = spec.at('securityContext');
  yield* identityProblems(context);
  yield* profileProblems(context);
  for (const group of context.at('supplementalGroups').items()) yield* idProblems(group);
  if (spec.at('shareProcessNamespace').value === true && spec.at('hostPID').value === true) {
    const rule = 'ShareProcessNamespace and HostPID cannot both be enabled';
    yield invalid(spec.at('shareProcessNamespace'), rule, 'remove one of them');
  }
  if (spec.at('hostUsers').value === false) {
    for (const name of ['hostNetwork', 'hostPID', 'hostIPC']) {
      if (spec.at(name).value === true) {
        yield forbidden(spec.at(name), 'when `hostUsers` is false', `remove ${name}, or hostUsers`);
      }
    }
  }
  yield* sysctlProblems(context.at('sysctls'));
  // Version 1.28 lets them through, and the kubelet then fails to start the pod.
  if (isAtLeast(version, '1.29')) yield* hostSysctlProblems(context.at('sysctls'), spec);
}

function* containerProblems({ securityContext }: Container, inUserNamespace: boolean): Iterable<Problem> {
  yield* identityProblems(securityContext);
  yield* profileProblems(securityContext);
  if (securityContext.at('allowPrivilegeEscalation').value === false) {
    const rule = (other: string) => `cannot set \`allowPrivilegeEscalation\` to false and ${other}`;
    if (securityContext.at('privileged').value === true) {
      yield invalid(securityContext, rule('`privileged` to true'), 'remove privileged');
    }
    const added = securityContext.at('capabilities', 'add').items();
    if (added.some(({ value }) => value === 'CAP_SYS_ADMIN')) {
      yield invalid(securityContext, rule('`capabilities.Add` CAP_SYS_ADMIN'), 'do not add CAP_SYS_ADMIN');
    }
  }
  const procMount = securityContext.at('procMount');
  if (procMount.text !== undefined && procMount.value !== 'Default' && procMount.value !== 'Unmasked') {
    yield unsupported(procMount, ['Default', 'Unmasked'], 'leave procMount out');
  } else if (procMount.value === 'Unmasked' && !inUserNamespace) {
    yield invalid(procMount, '`hostUsers` must be false to use `Unmasked`', 'set hostUsers: false on the pod');
  }
}

function* identityProblems(context: Field): Iterable<Problem> {
  for (const name of ['runAsUser', 'runAsGroup', 'fsGroup']) yield* idProblems(context.at(name));
}

function* idProblems(id: Field): Iterable<Problem> {
  if (id.number === undefined || (id.number >= 0 && id.number <= largestId)) return;
  yield invalid(id, `must be between 0 and ${largestId}, inclusive`, 'use a user or group that Linux can have');
}

function* profileProblems(context: Field): Iterable<Problem> {
  for (const [name, product] of [
    ['seccompProfile', 'seccomp'],
    ['appArmorProfile', 'AppArmor'],
  ] as const) {
    const profile = context.at(name);
    const type = profile.at('type');
    const local = profile.at('localhostProfile');
    if (profile.map === undefined) continue;
    yield* emptyText(type, 'set type: RuntimeDefault');
    if (type.text !== undefined && !['', 'Localhost', 'RuntimeDefault', 'Unconfined'].includes(type.text)) {
      yield unsupported(type, ['Localhost', 'RuntimeDefault', 'Unconfined'], 'use RuntimeDefault');
    }
    if (type.value === 'Localhost' && !local.isSet) {
      yield required(local, `must be set when ${product} type is Localhost`, 'name the profile on the node');
    } else if (type.value !== 'Localhost' && local.isSet) {
      const value = product === 'seccomp' ? profile.value : local.value;
      yield invalid(local, `can only be set when ${product} type is Localhost`, 'remove localhostProfile', value);
    } else if (product === 'seccomp') {
      yield* invalidByEach(local, descendingPathErrors(local.text ?? ''), 'name a file below the profile folder');
    }
  }
}

function* sysctlProblems(sysctls: Field): Iterable<Problem> {
  const names = new Set<string>();
  for (const sysctl of sysctls.items()) {
    const name = sysctl.at('name');
    if (name.text === undefined) continue;
    yield* emptyText(name, 'name the kernel parameter');
    if (name.text !== '' && !matchesWhole(sysctlName, name.text)) {
      const rule = `must have at most 253 characters and match regex ^${sysctlName}$`;
      yield invalid(name, rule, 'name a kernel parameter, such as net.ipv4.ip_unprivileged_port_start');
    }
    if (names.has(name.text)) yield duplicate(name, 'set each kernel parameter once');
    names.add(name.text);
  }
}

function* hostSysctlProblems(sysctls: Field, spec: Field): Iterable<Problem> {
  for (const name of sysctls.items().map((sysctl) => sysctl.at('name'))) {
    const namespace = sysctlNamespace(name.text ?? '');
    if (namespace !== undefined && spec.at(namespace).value === true) {
      yield invalid(name, `may not be specified when '${namespace}' is true`, `remove the sysctl, or ${namespace}`);
    }
  }
}

/** The field that makes a pod share the kernel namespace which a parameter belongs to. */
function sysctlNamespace(name: string): 'hostNetwork' | 'hostIPC' | undefined {
  if (/^net[./]/.test(name)) return 'hostNetwork';
  return /^(kernel[./](shm|msg|sem)|fs[./]mqueue[./])/.test(name) ? 'hostIPC' : undefined;
}
