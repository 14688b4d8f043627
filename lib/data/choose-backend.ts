import type { ClusterFacts } from '../fleet/cluster-facts';
import type { OperatorFacts } from '../fleet/facts/operators';
import type { ShapeProblem } from '../fleet/shape';
import { databaseBackends } from './backends';
import type { DatabaseBackend } from './database-backend';
import { askedFeatures, databaseFeatures, type DatabaseFeature } from './database-features';
import type { DatabaseProps } from './database-props';

/** An operator that a cluster runs, and what is known of it. */
export interface ChosenBackend {
  readonly backend: DatabaseBackend;
  readonly runs: OperatorFacts;
}

/** The operator that serves a database, or why none does: with those that could. */
export function chooseBackend(
  props: DatabaseProps & { readonly instances: number },
  { operators, name }: ClusterFacts,
): ChosenBackend | ShapeProblem {
  const { engine, operator, version } = props;
  const serving = databaseBackends.filter((backend) => backend.engine === engine);
  const running = operators.flatMap((runs): readonly ChosenBackend[] => {
    const backend = serving.find(({ product }) => product === runs.product);
    return backend === undefined ? [] : [{ backend, runs }];
  });
  const chosen = operator === undefined ? running[0] : running.find(({ backend }) => backend.product === operator);
  if (chosen === undefined)
    return {
      path: operator === undefined ? 'engine' : 'operator',
      message: `Not found: no operator for ${engine}${operator === undefined ? '' : ` called ${operator}`} runs in cluster ${name}`,
      fix: `say one in the cluster's operators: ${serving.map(({ product }) => product).join(', ')}`,
    };
  const { backend } = chosen;
  if (!backend.versions.some((one) => version === one || version.startsWith(`${one}.`)))
    return {
      path: 'version',
      message: `Unsupported value: "${version}": ${backend.product} runs ${backend.versions.join(', ')}`,
      fix: `use one of ${backend.versions.join(', ')}`,
    };
  const missing = askedFeatures(props).find((feature) => backend.can[feature] !== true);
  return missing === undefined ? chosen : cannot(backend, missing);
}

function cannot({ product, engine, can }: DatabaseBackend, feature: DatabaseFeature): ShapeProblem {
  const { path, what } = databaseFeatures[feature];
  const able = databaseBackends.filter((one) => one.engine === engine && one.can[feature] === true);
  const names = able.map((one) => one.product);
  return {
    path,
    message: `Forbidden: ${product} cannot do ${what}: ${String(can[feature])}`,
    fix:
      names.length === 0
        ? `leave it out: no operator for ${engine} can`
        : `leave it out, or use an operator that can: ${names.join(', ')}`,
  };
}
