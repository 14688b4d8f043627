import { Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { clusterNameOf } from './cluster';
import { reject } from './reject';
import type { ShapeProblem } from './shape';

/**
 * The id of a construct that is about to be made. Stops the program where it cannot be made there, before `constructs` or
 * cdk8s stop it in words of their own: outside of charts, without an id, or beside another one of the same id.
 */
export function placedId(kind: string, scope: unknown, id: unknown, where: 'chart' | 'cluster' = 'chart'): string {
  const problem = idProblem(kind, id) ?? scopeProblem(kind, scope, id, where);
  if (typeof id === 'string' && problem === undefined) return id;
  const inScope = Construct.isConstruct(scope) ? scope : undefined;
  const around = inScope === undefined ? '' : inScope.node.path;
  const name = typeof id === 'string' ? [around, id].filter((part) => part !== '').join('/') : around;
  const cluster = inScope === undefined ? undefined : clusterNameOf(inScope);
  return reject(
    { kind, name, ...(name === '' ? {} : { origin: name }), ...(cluster === undefined ? {} : { cluster }) },
    problem ?? { path: 'id', message: 'Required value', fix: 'say "id"' },
  );
}

function idProblem(kind: string, id: unknown): ShapeProblem | undefined {
  if (typeof id === 'string' && id !== '') return undefined;
  const shown = typeof id === 'number' || typeof id === 'boolean' ? `Invalid value: ${id}` : 'Required value';
  return {
    path: 'id',
    message: `${shown}: must be a name`,
    fix: `write new ${kind}(scope, '${typeof id === 'number' ? `name-${id}` : 'name'}', …)`,
  };
}

function scopeProblem(kind: string, scope: unknown, id: unknown, where: 'chart' | 'cluster'): ShapeProblem | undefined {
  const place = where === 'chart' ? 'chart' : 'cluster';
  if (!Construct.isConstruct(scope))
    return {
      path: 'scope',
      message: `Required value: must be the ${place} that it is a part of`,
      fix: `write new ${kind}(${place}, '${String(id)}', …)`,
    };
  if (where === 'chart' && !scope.node.scopes.some((around) => Chart.isChart(around)))
    return {
      path: 'scope',
      message: `Invalid value: ${scope.constructor.name} is in no chart, and a ${kind} is a part of one`,
      fix: `make it below a ClusterChart: new ${kind}(chart, '${String(id)}', …)`,
    };
  if (scope.node.tryFindChild(String(id)) === undefined) return undefined;
  return {
    path: 'id',
    message: `Duplicate value: "${String(id)}": ${scope.node.path === '' ? 'the cluster' : scope.node.path} has a construct of this id already`,
    fix: 'give one of the two another id',
  };
}
