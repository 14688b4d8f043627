import { compareText } from '../objects/compare-text';
import { Field } from '../objects/field';
import type { Manifest } from '../objects/manifest';
import { parseImageReference } from './image-reference';

/** Which policies of Flux choose the tag of an image, as `namespace:name`, by the image without tag and digest. */
export type ImagePolicies = ReadonlyMap<string, readonly string[]>;

const group = 'image.toolkit.fluxcd.io/';

/** The ImagePolicies among some objects, by the image of their ImageRepository. */
export function imagePoliciesIn(manifests: Iterable<Manifest>): ImagePolicies {
  const own = [...manifests].filter(({ apiVersion }) => apiVersion.startsWith(group));
  if (own.length === 0) return new Map();
  const images = new Map(
    own
      .filter(({ kind }) => kind === 'ImageRepository')
      .map((object) => [nameOf(object), Field.root(object).at('spec', 'image').text]),
  );
  const policies = new Map<string, string[]>();
  for (const policy of own.filter(({ kind }) => kind === 'ImagePolicy')) {
    const image = imageName(images.get(repositoryOf(policy)) ?? '');
    if (image === undefined) continue;
    policies.set(image, [...(policies.get(image) ?? []), nameOf(policy)].sort(compareText));
  }
  return policies;
}

/** `namespace:name` of the ImageRepository that a policy is about. */
export function repositoryOf(policy: Manifest): string {
  const reference = Field.root(policy).at('spec', 'imageRepositoryRef');
  return `${reference.at('namespace').text ?? policy.metadata.namespace ?? ''}:${reference.at('name').text ?? ''}`;
}

/** An image without its tag and digest, as registries know it; undefined for what is no image. */
export function imageName(image: string): string | undefined {
  const parsed = parseImageReference(image);
  if (parsed === undefined) return undefined;
  const { registry, repository } = parsed;
  return registry === undefined ? repository : `${registry}/${repository}`;
}

function nameOf({ metadata: { name = '', namespace = '' } }: Manifest): string {
  return `${namespace}:${name}`;
}
