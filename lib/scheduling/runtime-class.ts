import { Construct } from 'constructs';
import { assertProps, rejectProps } from '../fleet/assert-props';
import { Cluster } from '../fleet/cluster';
import { quantity } from '../fleet/quantity-shape';
import { fieldsOf, mapOf, notFound, text } from '../fleet/shape';
import { placedId } from '../fleet/placed-id';
import { recordObjects } from './cluster-object';
import { labelsThatTellApart, tolerationsOf } from './pool-nodes';

/** A container runtime besides that of the nodes. */
export interface RuntimeClassProps {
  /** Name of the RuntimeClass. @default the construct's id */
  readonly name?: string;
  /** Name of the runtime in the configuration of the nodes' container runtime. Emitted as `handler`. Cannot be changed. */
  readonly handler: string;
  /**
   * What a pod needs besides its containers, as `{ cpu: '250m', memory: '160Mi' }`: the scheduler and quotas count it.
   * Emitted as `overhead.podFixed`.
   *
   * @default none
   */
  readonly overhead?: Readonly<Record<string, string>>;
  /**
   * Name of the node pool that has the runtime: its pods run there alone. Emitted as `scheduling`, with selector and
   * tolerations. A cluster without that pool is an error.
   *
   * @default every node has it
   */
  readonly onPool?: string;
}

const shape = fieldsOf<RuntimeClassProps>({
  'name?': text,
  handler: text,
  'overhead?': mapOf(quantity),
  'onPool?': text,
});

/** A container runtime that pods can ask for, such as one that keeps them apart from the host's kernel. */
export class RuntimeClass extends Construct {
  /** gVisor, by its handler `runsc`. */
  static gvisor(scope: Construct, id = 'gvisor', props: Omit<RuntimeClassProps, 'handler'> = {}): RuntimeClass {
    return new RuntimeClass(scope, id, { handler: 'runsc', ...props });
  }

  /** Kata Containers, by its handler `kata`: each pod is a virtual machine, whose overhead its installation says. */
  static kata(
    scope: Construct,
    id: string,
    props: Omit<RuntimeClassProps, 'handler'> & Required<Pick<RuntimeClassProps, 'overhead'>>,
  ): RuntimeClass {
    return new RuntimeClass(scope, id, { handler: 'kata', ...props });
  }

  /** Name of the RuntimeClass. */
  readonly name: string;

  constructor(scope: Construct, id: string, props: RuntimeClassProps) {
    super(scope, placedId('RuntimeClass', scope, id));
    assertProps(this, 'RuntimeClass', shape, props);
    const { name = id, handler, overhead, onPool } = props;
    this.name = name;
    recordObjects(this, {
      apiVersion: 'node.k8s.io/v1',
      kind: 'RuntimeClass',
      metadata: { name },
      handler,
      ...(overhead === undefined ? {} : { overhead: { podFixed: overhead } }),
      ...(onPool === undefined ? {} : { scheduling: this.scheduling(onPool) }),
    });
  }

  private scheduling(onPool: string) {
    const { nodePools } = Cluster.of(this);
    const pool = nodePools.find(({ name }) => name === onPool);
    if (pool === undefined) {
      const known = nodePools.map(({ name }) => name);
      return rejectProps(this, 'RuntimeClass', notFound('onPool', onPool, known));
    }
    const nodeSelector = labelsThatTellApart(pool, nodePools);
    if (nodeSelector === undefined)
      return rejectProps(this, 'RuntimeClass', {
        path: 'onPool',
        message: `Invalid value: "${onPool}": no label of its nodes tells them from those of other pools`,
        fix: 'give the nodes of the pool a label that no other pool has, and say so in its labels',
      });
    const tolerations = tolerationsOf(pool).map((each) => ({ ...each }));
    return { nodeSelector, ...(tolerations.length === 0 ? {} : { tolerations }) };
  }
}
