import { Construct } from 'constructs';
import type { ImagePolicySpec, ImageRepositorySpec } from '../../imports/image.toolkit.fluxcd.io';
import { chartContextOf } from '../chart/chart-context';
import { assertProps, rejectProps } from '../fleet/assert-props';
import { exactlyOneOf, fields, flag, oneOf, text } from '../fleet/shape';
import { imageName } from '../manifest/pods/image-policies';
import type { Plain } from '../manifest/objects/plain';
import { located } from '../model/located';
import { blueprints } from '../workload/blueprint';
import { assertFlux } from './assert-flux';

/** Which tag of an image Flux chooses, by one rule. */
export interface ImagePolicyProps {
  /** The image, without a tag: `registry.example/cart`. Emitted as an ImageRepository, which lists its tags. */
  readonly image: string;
  /** The newest version of a range: `1.x`. Emitted as `spec.policy.semver`. */
  readonly semver?: string;
  /** The last tag, or the first, by number. Emitted as `spec.policy.numerical`. */
  readonly numerical?: 'asc' | 'desc';
  /** The last tag, or the first, by alphabet. Emitted as `spec.policy.alphabetical`. */
  readonly alphabetical?: 'asc' | 'desc';
  /** The tags that count, as an expression of RE2, and the part that is compared. Emitted as `spec.filterTags`. @default all */
  readonly tags?: { readonly pattern: string; readonly extract?: string };
  /** Whether the digest that the tag had when it was chosen is written behind it. @default false */
  readonly digest?: boolean;
  /** Secret with the credentials of the registry, in the namespace. @default none */
  readonly secretName?: string;
}

const rules = ['semver', 'numerical', 'alphabetical'] as const;
const order = oneOf('asc', 'desc');
const propsShape = exactlyOneOf(
  rules,
  fields({
    image: text,
    'semver?': text,
    'numerical?': order,
    'alphabetical?': order,
    'tags?': fields({ pattern: text, 'extract?': text }),
    'digest?': flag,
    'secretName?': text,
  }),
);

/**
 * Lets Flux look for new tags of an image and choose one. In the files of the tree, each container with this image gets the
 * comment by which an `ImageUpdateAutomation` finds it.
 */
export class ImagePolicy extends Construct {
  constructor(scope: Construct, id: string, props: ImagePolicyProps) {
    super(scope, id);
    assertProps(this, 'ImagePolicy', propsShape, props);
    assertFlux(this, 'ImagePolicy');
    if (imageName(props.image) !== props.image)
      rejectProps(this, 'ImagePolicy', {
        path: 'image',
        message: `Invalid value: "${props.image}": must be an image without tag and digest`,
        fix: `write ${JSON.stringify(imageName(props.image) ?? 'registry.example/cart')}`,
      });
    const { chart, objectLabels, metadata } = chartContextOf(this);
    const owner = { origin: this.node.path, chart, objectLabels };
    const apiVersion = 'image.toolkit.fluxcd.io/v1';
    const objects = [
      { apiVersion, kind: 'ImageRepository', metadata: metadata(id), spec: repositorySpec(props) },
      { apiVersion, kind: 'ImagePolicy', metadata: metadata(id), spec: policySpec(id, props) },
    ];
    blueprints.record(this, {
      resolve: () => ({ emit: () => objects.flatMap((manifest) => located(manifest, owner)) }),
    });
  }
}

function repositorySpec({ image, secretName }: ImagePolicyProps): Plain<ImageRepositorySpec> {
  return { image, interval: '5m', ...(secretName === undefined ? {} : { secretRef: { name: secretName } }) };
}

function policySpec(name: string, props: ImagePolicyProps): Plain<ImagePolicySpec> {
  const { semver, numerical, alphabetical, tags, digest = false } = props;
  return {
    imageRepositoryRef: { name },
    policy: {
      ...(semver === undefined ? {} : { semver: { range: semver } }),
      ...(numerical === undefined ? {} : { numerical: { order: numerical } }),
      ...(alphabetical === undefined ? {} : { alphabetical: { order: alphabetical } }),
    },
    ...(tags === undefined ? {} : { filterTags: tags }),
    ...(digest ? { digestReflectionPolicy: 'IfNotPresent' } : {}),
  };
}
