import type { JsonValue } from '../manifest/objects/json';
import type { FieldClaim, Ownership } from '../model/ownership';
import type { ContainerFields } from './container-fields';
import { containerPath, templatePath } from './field-paths';
import { emitEnvValue } from './env-value';
import { emitContainerPorts } from './pod-template';
import { rollingStrategy, type JobDeclaration } from './controllers';
import type { PodsDeclaration } from './pods';

/** A field that a prop declares. */
interface DeclaredField {
  readonly path: string;
  readonly prop: string;
  readonly value: JsonValue | undefined;
}

/**
 * Claims every field that a blueprint's props declare: those with a name of their own, and those that are written as
 * Kubernetes has them (`deployment`, `pod`, `container`, `job`). What two props say differently is a conflict, as it is
 * between two rooms. Defaults claim nothing.
 */
export function claimDeclared(pods: PodsDeclaration, ownership: Ownership): ReadonlySet<FieldClaim> {
  const { workload } = pods;
  const own = new Set<FieldClaim>();
  for (const { path, prop, value } of [...controllerFields(pods), ...podFields(pods), ...containerFields(pods)]) {
    if (value === undefined) continue;
    const claim = { by: prop, origin: workload.origin, value };
    own.add(claim);
    ownership.claim(workload.controller, path, claim);
  }
  return own;
}

function* controllerFields({ controller }: PodsDeclaration): Iterable<DeclaredField> {
  switch (controller.kind) {
    case 'Deployment': {
      const { replicas, rollingUpdate, deployment = {} } = controller;
      yield { path: 'spec.replicas', prop: 'replicas', value: replicas };
      if (rollingUpdate !== undefined)
        yield { path: 'spec.strategy', prop: 'rollingUpdate', value: rollingStrategy(rollingUpdate) };
      yield* rawFields('spec', 'deployment', deployment);
      return;
    }
    case 'Rollout':
      yield { path: 'spec.replicas', prop: 'replicas', value: controller.replicas };
      yield* rawFields('spec', 'deployment', controller.deployment ?? {});
      return;
    case 'StatefulSet':
      yield { path: 'spec.replicas', prop: 'replicas', value: controller.replicas };
      yield* rawFields('spec', 'statefulSet', controller.statefulSet ?? {});
      return;
    case 'DaemonSet':
      yield* rawFields('spec', 'daemonSet', controller.daemonSet ?? {});
      return;
    case 'Job':
      yield* jobFields('spec', controller);
      return;
    case 'ScaledJob':
      yield* jobFields('spec.jobTargetRef', controller);
      return;
    case 'CronJob':
      yield* rawFields('spec', '', controller.cronJob);
      yield* jobFields('spec.jobTemplate.spec', controller);
  }
}

function* jobFields(
  path: string,
  { job: { backoffLimit, activeDeadline, job = {} } }: { readonly job: JobDeclaration },
): Iterable<DeclaredField> {
  yield { path: `${path}.backoffLimit`, prop: 'backoffLimit', value: backoffLimit };
  yield { path: `${path}.activeDeadlineSeconds`, prop: 'activeDeadline', value: activeDeadline?.toSeconds() };
  yield* rawFields(path, 'job', job);
}

function* podFields({ workload, controller, props, restartPolicy }: PodsDeclaration): Iterable<DeclaredField> {
  const { serviceAccount, terminationGracePeriod, topologySpread, pod = {}, podSecurityContext = {} } = props;
  const spec = `${templatePath(controller.kind)}.spec`;
  const { securityContext = {}, ...raw } = pod;
  // Said even where it is the default: the mesh knows the pods by it.
  yield { path: `${spec}.serviceAccountName`, prop: 'serviceAccount.name', value: workload.serviceAccountName };
  yield {
    path: `${spec}.automountServiceAccountToken`,
    prop: 'serviceAccount.automountToken',
    value: serviceAccount?.automountToken,
  };
  yield {
    path: `${spec}.terminationGracePeriodSeconds`,
    prop: 'terminationGracePeriod',
    value: terminationGracePeriod?.toSeconds(),
  };
  yield { path: `${spec}.restartPolicy`, prop: 'restartPolicy', value: restartPolicy };
  yield { path: `${spec}.topologySpreadConstraints`, prop: 'topologySpread', value: topologySpread };
  yield* rawFields(`${spec}.securityContext`, 'podSecurityContext', podSecurityContext);
  yield* rawFields(`${spec}.securityContext`, 'pod.securityContext', securityContext);
  yield* rawFields(spec, 'pod', raw);
  yield* labelsAndAnnotations(`${templatePath(controller.kind)}.metadata`, workload.selectorLabels, props);
}

function* labelsAndAnnotations(
  metadata: string,
  selectorLabels: Readonly<Record<string, string>>,
  { podLabels = {}, podAnnotations = {}, config = [] }: PodsDeclaration['props'],
): Iterable<DeclaredField> {
  for (const [prop, labels] of Object.entries({ selectorLabels, podLabels })) {
    for (const [key, value] of Object.entries(labels)) yield { path: `${metadata}.labels[${key}]`, prop, value };
  }
  for (const checksum of config.flatMap((use) => use.checksum ?? []))
    yield { path: `${metadata}.annotations[${checksum.annotation}]`, prop: 'config', value: checksum.value };
  for (const [key, value] of Object.entries(podAnnotations))
    yield { path: `${metadata}.annotations[${key}]`, prop: 'podAnnotations', value };
}

function* containerFields(pods: PodsDeclaration): Iterable<DeclaredField> {
  const { props, ports, probes, drain } = pods;
  const { containerName, image, command, args, env = {}, resources, securityContext = {} } = props;
  const {
    env: rawEnv = [],
    envFrom: _envFrom,
    volumeMounts: _mounts,
    lifecycle = {},
    ...others
  } = props.container ?? {};
  const { securityContext: rawSecurityContext = {}, ...raw } = others;
  const path = containerPath(pods.controller.kind, containerName ?? pods.workload.name);
  const typed: readonly (readonly [field: keyof ContainerFields, prop: string, value: JsonValue | undefined])[] = [
    ['name', 'containerName', containerName],
    ['image', 'image', image],
    ['command', 'command', command],
    ['args', 'args', args],
    ['ports', 'ports', ports.length === 0 ? undefined : emitContainerPorts(ports)],
    ['readinessProbe', 'probes.readiness', probes.readiness?.fields],
    ['livenessProbe', 'probes.liveness', probes.liveness?.fields],
    ['startupProbe', 'probes.startup', probes.startup?.fields],
    ['resources', 'resources', resources],
  ];
  for (const [field, prop, value] of typed) yield { path: `${path}.${field}`, prop, value };
  yield* rawFields(path, 'container', raw);
  for (const [name, value] of Object.entries(env))
    yield {
      path: `${path}.env[${name}]`,
      prop: 'env',
      value: emitEnvValue(value),
    };
  for (const { name, ...value } of rawEnv) yield { path: `${path}.env[${name}]`, prop: 'container.env', value };
  yield* rawFields(`${path}.securityContext`, 'securityContext', securityContext);
  yield* rawFields(`${path}.securityContext`, 'container.securityContext', rawSecurityContext);
  if (drain?.declared === true && drain.period.toSeconds() > 0)
    yield { path: `${path}.lifecycle.preStop`, prop: 'drain', value: { sleep: { seconds: drain.period.toSeconds() } } };
  yield* rawFields(`${path}.lifecycle`, 'container.lifecycle', lifecycle);
}

function* rawFields(
  path: string,
  prop: string,
  fields: Readonly<Record<string, JsonValue | undefined>>,
): Iterable<DeclaredField> {
  for (const [field, value] of Object.entries(fields))
    yield { path: `${path}.${field}`, prop: prop === '' ? field : `${prop}.${field}`, value };
}
