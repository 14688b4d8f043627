import type { IConstruct } from 'constructs';
import { assertProps, rejectProps } from '../fleet/assert-props';
import { fieldsOf, mustBe, nonEmpty, text, type Shape } from '../fleet/shape';
import { IntentSort } from './intent-sort';
import type { ObjectOwner } from './object-owner';
import type { WorkloadModel } from './workload-model';

/** A ServiceAccount. */
export interface Account {
  /** Name of the ServiceAccount. */
  readonly name: string;
  /** Namespace that it is in. */
  readonly namespace: string;
}

/** Objects that an account may do something with: those of a resource in one namespace, by their names. */
export interface GrantedObjects {
  /** API group; the core group when left out. */
  readonly group?: string;
  /** Resource, as in URLs: `configmaps`, or with its subresource `widgets/status`. */
  readonly resource: string;
  /** Names of the objects. @default all of the namespace */
  readonly names?: readonly string[];
  /** Namespace of the objects. @default the account's */
  readonly namespace?: string;
}

/** Something that is granted. */
export interface GrantedAccess {
  readonly verbs: readonly string[];
  readonly objects: GrantedObjects;
}

/** What was granted to one account. */
export interface GrantIntent {
  readonly account: Account;
  readonly grant: GrantedAccess;
  /** What the role and its binding are made for. */
  readonly owner: ObjectOwner;
  /** The workload whose pods run as the account; left out where none of the tree does. */
  readonly workload?: WorkloadModel;
}

/** The grants of a tree. */
export const grantIntents = new IntentSort<GrantIntent>();

/** An object that can be read: a Config, or one of which only the kind and name are known. */
export type Readable =
  | { readonly name: string; readonly namespace?: string }
  | { readonly kind: 'ConfigMap' | 'Secret'; readonly name: string; readonly namespace?: string };

const readVerbs = ['get'] as const;
const watchVerbs = ['get', 'list', 'watch'] as const;
/** Verbs by which an account could give itself more, and names that stand for everything. */
const refused: ReadonlySet<string> = new Set(['*', 'escalate', 'bind', 'impersonate']);
/** Requests that name no object: a rule for certain names never allows them. */
const nameless: ReadonlySet<string> = new Set(['create', 'deletecollection']);
const objectsShape = fieldsOf<GrantedObjects>({
  'group?': text,
  resource: text,
  'names?': nonEmpty(text, 'at least one name'),
  'namespace?': text,
});
const verbsShape = nonEmpty(text, 'at least one verb');

const readableShape: Shape = (value, path) =>
  typeof value === 'object' && value !== null && 'name' in value && typeof value.name === 'string'
    ? undefined
    : mustBe(
        path,
        value,
        'a Config, a ConfigMap or a Secret',
        "write read(config), or read({ kind: 'Secret', name: '…' })",
      );

/**
 * What one ServiceAccount may do. All of it becomes one Role and one RoleBinding a namespace, with the names of the objects
 * wherever a request has one, and pods of the account get a token and a way to the API server.
 */
export class Grants {
  constructor(
    private readonly scope: IConstruct,
    private readonly account: Account,
    private readonly owner: ObjectOwner,
    private readonly workload?: WorkloadModel,
  ) {}

  /** Lets it read one object; with `watch`, see its changes, too. */
  read(object: Readable, { watch = false }: { readonly watch?: boolean } = {}): this {
    assertProps(this.scope, 'Grant', readableShape, object, 'read');
    const isSecret = 'kind' in object && object.kind === 'Secret';
    return this.to(watch ? watchVerbs : readVerbs, {
      resource: isSecret ? 'secrets' : 'configmaps',
      names: [object.name],
      ...(object.namespace === undefined ? {} : { namespace: object.namespace }),
    });
  }

  /** Lets it hold a Lease, by which one of several pods leads. @param lease its name; the account's when left out */
  leaderElection(lease: string = this.account.name): this {
    const leases = { group: 'coordination.k8s.io', resource: 'leases' };
    return this.to(['create'], leases).to(['get', 'update', 'patch'], { ...leases, names: [lease] });
  }

  /** Lets it write the status of objects, and nothing else of them: `patchStatus({ group: 'shop.example', resource: 'widgets' })`. */
  patchStatus({ resource, ...objects }: GrantedObjects): this {
    return this.to(['patch'], { ...objects, resource: `${resource}/status` });
  }

  /** Lets it do something with objects. What would let it do anything is an error. */
  to(verbs: readonly string[], objects: GrantedObjects): this {
    assertProps(this.scope, 'Grant', verbsShape, verbs, 'verbs');
    assertProps(this.scope, 'Grant', objectsShape, objects);
    const { group = '', resource, names } = objects;
    const wild = [...verbs, group, resource].find((word) => refused.has(word));
    if (wild !== undefined)
      rejectProps(this.scope, 'Grant', {
        path: 'verbs',
        message: `Forbidden: "${wild}": it would let the account do anything`,
        fix: 'name verbs, groups and resources one by one',
      });
    const unnamed = names === undefined ? undefined : verbs.find((verb) => nameless.has(verb));
    if (unnamed !== undefined)
      rejectProps(this.scope, 'Grant', {
        path: 'names',
        message: `Forbidden: a request to ${unnamed} names no object`,
        fix: 'grant it without names',
      });
    grantIntents.record(this.scope, {
      account: this.account,
      grant: { verbs, objects },
      owner: this.owner,
      ...(this.workload === undefined ? {} : { workload: this.workload }),
    });
    return this;
  }
}
