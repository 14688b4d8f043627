import { imageName, imagePoliciesIn, repositoryOf } from '../../manifest/pods/image-policies';
import { Field } from '../../manifest/objects/field';
import type { Check } from '../check';

const group = 'image.toolkit.fluxcd.io';

/** One ImagePolicy of Flux chooses the tag of an image. */
export const uniqueImagePolicy: Check = {
  id: 'unique-image-policy',
  severity: 'error',
  profile: 'baseline',
  why: 'The line of an image has one comment, by which Flux finds the policy that chooses its tag: the other one has no effect.',
  kinds: [`${group}/ImagePolicy`],
  run: function* ({ manifest }, { manifests }) {
    const all = [...manifests.ofKind(group, 'ImagePolicy'), ...manifests.ofKind(group, 'ImageRepository')];
    const { name = '', namespace = '' } = manifest.metadata;
    const own = `${namespace}:${name}`;
    const repository = manifests
      .ofKind(group, 'ImageRepository')
      .find(
        ({ manifest: each }) =>
          `${each.metadata.namespace ?? ''}:${each.metadata.name ?? ''}` === repositoryOf(manifest),
      );
    const image = repository && imageName(Field.root(repository.manifest).at('spec', 'image').text ?? '');
    if (image === undefined) return;
    const [first] = imagePoliciesIn(all.map((each) => each.manifest)).get(image) ?? [];
    if (first === undefined || first === own) return;
    yield {
      path: 'spec.imageRepositoryRef.name',
      message: `Duplicate value: "${image}": ImagePolicy ${first.replace(':', '/')} chooses its tag`,
      fix: 'leave one of them out',
    };
  },
};
