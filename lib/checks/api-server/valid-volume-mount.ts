import type { Container } from '../../manifest/pods/containers';
import type { Field } from '../../manifest/objects/field';
import type { Check } from '../check';
import { emptyText, forbidden, invalid, invalidByEach, notFound } from '../field-error';
import type { Problem } from '../finding';
import { descendingPathErrors, hasBackstep } from './grammar/path-syntax';
import { podCheck, type VisitedPod } from '../pod-check';

/** Mounts name volumes of the pod, each at a path of its own, and no sub-path leads out of its volume. */
export const validVolumeMount: Check = podCheck({
  id: 'valid-volume-mount',
  severity: 'error',
  profile: 'baseline',
  why: 'The API server rejects a pod that mounts what it does not have, or two things in one place.',
  problems: function* (pod) {
    const volumes = volumeNamesOf(pod);
    for (const container of pod.containers) {
      yield* mountProblems(container, volumes);
      yield* deviceProblems(container, volumes);
    }
  },
});

/** The volumes of the pod, and those that the claim templates of a StatefulSet add to it. */
function volumeNamesOf({ spec, owner }: VisitedPod): ReadonlySet<string> {
  const volumes = spec.at('volumes').items();
  const claims = owner.at('spec', 'volumeClaimTemplates').items();
  return new Set([
    ...volumes.map((volume) => volume.at('name').text ?? ''),
    ...claims.map((claim) => claim.at('metadata', 'name').text ?? ''),
  ]);
}

function* mountProblems({ field, securityContext, list }: Container, volumes: ReadonlySet<string>): Iterable<Problem> {
  const paths = new Set<string>();
  for (const mount of field.at('volumeMounts').items()) {
    const name = mount.at('name');
    if (name.text !== undefined && !volumes.has(name.text)) {
      yield notFound(name, 'add the volume to spec.volumes, or correct the name');
    }
    const mountPath = mount.at('mountPath');
    yield* emptyText(mountPath, 'set the path to mount the volume at');
    if (mountPath.text !== undefined && paths.has(mountPath.text)) {
      yield invalid(mountPath, 'must be unique', 'mount the volume at another path, or use a projected volume');
    }
    paths.add(mountPath.text ?? '');
    yield* subPathProblems(mount, list === 'ephemeralContainers');
    yield* propagationProblems(mount, securityContext.at('privileged').value === true);
  }
}

function* subPathProblems(mount: Field, isEphemeral: boolean): Iterable<Problem> {
  const fix = 'name a folder or file within the volume';
  const subPath = mount.at('subPath');
  const subPathExpr = mount.at('subPathExpr');
  for (const path of [subPath, subPathExpr]) {
    if (path.text === undefined || path.text === '') continue;
    yield* invalidByEach(path, descendingPathErrors(path.text), fix);
    if (isEphemeral) yield forbidden(path, 'cannot be set for an Ephemeral Container', 'mount the whole volume');
  }
  if ((subPath.text ?? '') !== '' && (subPathExpr.text ?? '') !== '') {
    yield invalid(subPathExpr, 'subPathExpr and subPath are mutually exclusive', 'keep one of them');
  }
}

function* propagationProblems(mount: Field, isPrivileged: boolean): Iterable<Problem> {
  const propagation = mount.at('mountPropagation');
  if (propagation.value === 'Bidirectional' && !isPrivileged) {
    const rule = 'Bidirectional mount propagation is available only to privileged containers';
    yield forbidden(propagation, rule, 'use HostToContainer, or leave mountPropagation out');
  }
  const recursive = mount.at('recursiveReadOnly');
  if (recursive.value !== 'Enabled' && recursive.value !== 'IfPossible') return;
  if (mount.at('readOnly').value !== true) {
    yield forbidden(recursive, 'may only be specified when readOnly is true', 'set readOnly: true');
  }
  if (propagation.isSet && propagation.value !== 'None') {
    const rule = 'may only be specified when mountPropagation is None or not specified';
    yield forbidden(recursive, rule, 'leave mountPropagation out');
  }
}

function* deviceProblems({ field }: Container, volumes: ReadonlySet<string>): Iterable<Problem> {
  const mounts = field.at('volumeMounts').items();
  const seen = { name: new Set<string>(), devicePath: new Set<string>() };
  for (const device of field.at('volumeDevices').items()) {
    const name = device.at('name');
    if (name.text !== undefined && !volumes.has(name.text)) {
      yield notFound(name, 'add the volume to spec.volumes, or correct the name');
    }
    for (const place of ['name', 'devicePath'] as const) {
      const value = device.at(place);
      if (value.text === undefined) continue;
      if (seen[place].has(value.text)) yield invalid(value, 'must be unique', 'use each device once');
      seen[place].add(value.text);
    }
    if (mounts.some((mount) => mount.at('name').value === name.value)) {
      yield invalid(name, 'must not already exist in volumeMounts', 'mount the volume, or use it as a device');
    }
    const path = device.at('devicePath');
    if (path.text !== undefined && hasBackstep(path.text)) {
      yield invalid(path, "can not contain backsteps ('..')", 'use an absolute path without ..');
    }
  }
}
