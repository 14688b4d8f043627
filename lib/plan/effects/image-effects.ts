import { maskCredentials } from '../../checks/security/secret-like';
import { Field } from '../../manifest/objects/field';
import type { LocatedManifest } from '../../manifest/objects/manifest';
import { containersOf } from '../../manifest/pods/containers';
import { podTemplateOf } from '../../manifest/pods/pod-template';
import type { PairedObjects } from '../pair-objects';
import type { Effect } from './effect';

/** Images that the changed workloads run from now on, and those that they run no longer. */
export function imageEffects({ updated, created, deleted }: PairedObjects): readonly Effect[] {
  const before = imagesOf([...updated.map((object) => object.before), ...deleted]);
  const after = imagesOf([...updated.map((object) => object.after), ...created]);
  return [
    ...[...after].filter((image) => !before.has(image)).map((image) => effect('+', image)),
    ...[...before].filter((image) => !after.has(image)).map((image) => effect('-', image)),
  ];
}

function effect(sign: Effect['sign'], text: string): Effect {
  return { topic: 'images', sign, text: maskCredentials(text, '(hidden)') };
}

function imagesOf(objects: readonly LocatedManifest[]): ReadonlySet<string> {
  return new Set(
    objects.flatMap((object) => {
      const pod = podTemplateOf(object);
      if (pod === undefined) return [];
      return containersOf(Field.at(pod.specPath, pod.spec)).flatMap(({ field }) => field.at('image').text ?? []);
    }),
  );
}
