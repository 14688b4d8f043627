import type { z } from 'zod';
import { assertShape, reject, type Declared } from '../../fleet/reject';
import { notFound } from '../../fleet/shape';
import type { Problem } from '../../manifest/objects/finding';
import { isManifest, type Manifest } from '../../manifest/objects/manifest';
import { customResourceShape, type CustomResourceProps, type Versions } from './custom-resource-props';
import { definitionOf } from './definition';
import { instanceOf, type InstanceConstruct } from './instance';
import { ObjectJudge } from './object-judge';

/**
 * A kind of one's own, from schemas of Zod: its CustomResourceDefinition, a construct for its objects that refuses wrong
 * fields before they compile, and the API server's judgement of them.
 *
 * @throws where a schema says what no API server can check, with the field and what to write instead
 */
export class CustomResource<const V extends Versions = Versions> {
  /** The domain that the kind belongs to. */
  readonly group: string;
  /** The kind. */
  readonly kind: string;
  /** The CustomResourceDefinition. */
  readonly definition: Manifest;
  private readonly judge: ObjectJudge;
  private readonly declared: Declared;

  constructor(private readonly props: CustomResourceProps<V>) {
    const { kind, group } = isNamed(props) ? props : { kind: '', group: '' };
    this.declared = { kind: 'CustomResource', name: kind };
    assertShape(this.declared, customResourceShape, props);
    this.kind = kind;
    this.group = group;
    this.definition = definitionOf(props, (problem) => reject(this.declared, problem));
    this.judge = new ObjectJudge(this.definition);
  }

  /** A construct for objects of one version. */
  construct<N extends keyof V & string>(version: N): InstanceConstruct<z.input<V[N]['spec']>> {
    if (!Object.hasOwn(this.props.versions, version))
      reject(this.declared, notFound('version', version, this.versions));
    return instanceOf({ apiVersion: `${this.group}/${version}`, kind: this.kind, scope: this.scope }, this.judge);
  }

  /** The kind in plural, as in paths of the API. */
  get plural(): string {
    return this.name.slice(0, -this.group.length - 1);
  }

  /** Name of the CustomResourceDefinition: `databases.acme.example.com`. */
  get name(): string {
    return this.definition.metadata.name ?? '';
  }

  /** Whether its objects live in a namespace. */
  get scope(): 'Namespaced' | 'Cluster' {
    return this.props.scope ?? 'Namespaced';
  }

  /** Whether a controller writes its status, in any version. */
  get hasStatus(): boolean {
    return Object.values(this.props.versions).some(({ status }) => status !== undefined);
  }

  /** Whether a Service converts its objects. */
  convertsAt(namespace: string, service: string): boolean {
    const { conversion } = this.props;
    return typeof conversion === 'object' && conversion.namespace === namespace && conversion.service === service;
  }

  /** The names of its versions. */
  get versions(): readonly string[] {
    return Object.keys(this.props.versions);
  }

  /**
   * A specification as the API server would store it: with its defaults.
   *
   * @throws where the API server would refuse it
   */
  read<N extends keyof V & string>(version: N, name: string, spec: unknown): z.output<V[N]['spec']>;
  read(version: string, name: string, spec: unknown): unknown {
    const object: unknown = { apiVersion: `${this.group}/${version}`, kind: this.kind, metadata: { name }, spec };
    const judged = isManifest(object) ? this.judge.judge(object) : undefined;
    const [problem] = (judged?.problems ?? []).filter(({ status }) => status !== 'unproved');
    if (problem !== undefined) reject({ kind: this.kind, name }, problem);
    return judged?.stored.spec;
  }

  /** What the API server would say of a new object of the kind; nothing where it takes it. */
  validate(object: Manifest): readonly Problem[] {
    return this.judge.judge(object).problems;
  }
}

function isNamed(props: unknown): props is { readonly kind: string; readonly group: string } {
  return typeof props === 'object' && props !== null && 'kind' in props && typeof props.kind === 'string';
}
