import { ApiObject, type ApiObjectMetadata } from 'cdk8s';
import type { Construct } from 'constructs';
import { assertProps, rejectProps } from '../../fleet/assert-props';
import { anything, fieldsOf, kubernetesFields, text } from '../../fleet/shape';
import { isManifest } from '../../manifest/objects/manifest';
import type { ObjectJudge } from './object-judge';

/** An object of a kind of one's own. */
export interface InstanceProps<Spec> {
  /** Name of the object. @default the construct's id */
  readonly name?: string;
  /** Labels, annotations and the like. @default none */
  readonly metadata?: Omit<ApiObjectMetadata, 'name'>;
  /** What it should be. */
  readonly spec: Spec;
}

/** A construct for the objects of one version of a kind. */
export type InstanceConstruct<Spec> = new (scope: Construct, id: string, props: InstanceProps<Spec>) => ApiObject;

/** What all objects of one version of a kind have in common. */
export interface InstanceKind {
  readonly apiVersion: string;
  readonly kind: string;
  readonly scope: 'Namespaced' | 'Cluster';
}

const propsShape = fieldsOf<InstanceProps<unknown>>({
  'name?': text,
  'metadata?': kubernetesFields,
  spec: anything,
});

/** Makes the construct. An object that the API server would refuse stops the program. */
export function instanceOf<Spec>(
  { apiVersion, kind, scope: kindScope }: InstanceKind,
  judge: ObjectJudge,
): InstanceConstruct<Spec> {
  return class extends ApiObject {
    constructor(scope: Construct, id: string, props: InstanceProps<Spec>) {
      const { name, metadata, spec } = isGiven(props) ? props : {};
      super(scope, id, {
        apiVersion,
        kind,
        metadata: { ...metadata, name: name ?? id },
        spec,
      });
      if (kindScope === 'Cluster') this.metadata.add('namespace', undefined);
      assertProps(this, kind, propsShape, props);
      const object: unknown = { apiVersion, kind, metadata: { ...metadata, name: this.name }, spec };
      if (!isManifest(object)) return;
      const [problem] = judge.judge(object).problems.filter(({ status }) => status !== 'unproved');
      if (problem !== undefined) rejectProps(this, kind, problem);
    }
  };
}

/** JavaScript may leave out even the props; `assertProps` says so. */
function isGiven<Spec>(props: InstanceProps<Spec> | undefined): props is InstanceProps<Spec> {
  return typeof props === 'object' && props !== null;
}
