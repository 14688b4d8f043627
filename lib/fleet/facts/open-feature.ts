import { fields, text, textLike } from '../shape';
import type { Fact } from './fact';

/** The OpenFeature operator of a cluster: what gives feature flags to the pods that ask for them. */
export interface OpenFeatureProps {
  /** Minor version, such as `0.9`. */
  readonly version: string;
  /** Namespace of the operator, which runs flagd-proxy there. @default 'open-feature-operator-system' */
  readonly namespace?: string;
  /** The identity of flagd-proxy, where it is part of the cluster's mesh. @default it is not */
  readonly mesh?: { readonly serviceAccountName: string };
}

/** The OpenFeature operator of a cluster, with every default filled in. */
export interface OpenFeatureFacts extends OpenFeatureProps {
  readonly namespace: string;
}

/** What serves feature flags, as users write it. */
export interface OpenFeatureFactProps {
  /** The OpenFeature operator, if the cluster runs it; feature flags need it. @default none */
  readonly openFeature?: OpenFeatureProps;
}

/** What serves feature flags. */
export interface OpenFeatureFact {
  /** The OpenFeature operator, if the cluster runs it. */
  readonly openFeature?: OpenFeatureFacts;
}

const minor = textLike(/^\d{1,3}\.(0|[1-9]\d{0,3})$/, 'a minor version, such as "0.9"');

export const openFeatureFact: Fact<OpenFeatureFactProps, OpenFeatureFact> = {
  props: {
    'openFeature?': fields({ version: minor, 'namespace?': text, 'mesh?': fields({ serviceAccountName: text }) }),
  },
  resolve: ({ openFeature }) =>
    openFeature === undefined ? {} : { openFeature: { namespace: 'open-feature-operator-system', ...openFeature } },
  describe: ({ openFeature }) => ({ openFeature }),
};
