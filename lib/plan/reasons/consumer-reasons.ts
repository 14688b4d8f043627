import { isDeepStrictEqual } from 'node:util';
import { Field } from '../../manifest/objects/field';
import { namespaceOf } from '../../manifest/objects/find-object';
import { formatIdentity, identityOf } from '../../manifest/objects/object-identity';
import { containersOf } from '../../manifest/pods/containers';
import { podReferences } from '../../manifest/pods/pod-references';
import { podTemplateOf, type PodTemplate } from '../../manifest/pods/pod-template';
import type { ChangedObject, PlanContext } from '../plan-context';

/**
 * What the pods that read a ConfigMap or Secret make of its new content. Variables are read once, when a container
 * starts: without a change of the template, such as a hash of the content in it, nobody restarts these pods.
 */
export function consumerReasons({ after }: ChangedObject, { base, next }: PlanContext): readonly string[] {
  const { kind, name } = identityOf(after.manifest);
  if (kind !== 'ConfigMap' && kind !== 'Secret') return [];
  return next.pods(namespaceOf(after.manifest)).flatMap((pod) => {
    const places = podReferences(pod).filter((each) => each.kind === kind && each.name === name);
    if (places.length === 0) return [];
    const owner = formatIdentity(identityOf(pod.owner.manifest));
    if (isReplaced(pod, base.get(identityOf(pod.owner.manifest))))
      return [`${owner} restarts in this change, and reads it anew`];
    const variables = places.find(({ field }) => /\.env(From)?\[/.test(field.path));
    const fixed = places.find(({ field }) => isSubPath(pod, field.path));
    if (variables !== undefined)
      return [
        `the pods of ${owner} will NOT restart: they read it through ${fieldName(variables.field.path)}, and nothing in their template changes`,
      ];
    if (fixed !== undefined)
      return [`the pods of ${owner} will NOT see it before they restart: they mount it by subPath`];
    return [`the pods of ${owner} see it in their volume about a minute later, without a restart`];
  });
}

function isReplaced(pod: PodTemplate, before: PodTemplate['owner'] | undefined): boolean {
  const old = before === undefined ? undefined : podTemplateOf(before);
  return old !== undefined && !isDeepStrictEqual([old.metadata, old.spec], [pod.metadata, pod.spec]);
}

function fieldName(path: string): string {
  return path.includes('.envFrom[') ? 'envFrom' : 'env';
}

/** A file that is mounted by subPath is never renewed. */
function isSubPath({ spec, specPath }: PodTemplate, path: string): boolean {
  const root = Field.at(specPath, spec);
  const volume = root
    .at('volumes')
    .items()
    .find((each) => path.startsWith(`${each.path}.`));
  const name = volume?.at('name').text;
  return containersOf(root)
    .flatMap(({ field }) => field.at('volumeMounts').items())
    .some((mount) => mount.at('name').text === name && (mount.at('subPath').isSet || mount.at('subPathExpr').isSet));
}
