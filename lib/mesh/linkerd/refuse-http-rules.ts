import type { ClusterModel } from '../../model/cluster-model';
import type { HttpRule } from '../../model/connection';
import type { WorkloadModel } from '../../model/workload-model';
import { isRoutePath } from '../gateway-api/route-path';
import { routeMethods } from '../gateway-api/route-match';
import type { AuthorizationRule } from '../mesh-model';
import { refuse } from '../refuse';
import { backend } from './facts';

/** Reports paths and methods that a route has no words for; nobody is let in by them. */
export function refuseHttpRules(
  workload: WorkloadModel,
  rules: readonly (AuthorizationRule & { readonly http: readonly HttpRule[] })[],
  model: ClusterModel,
): void {
  for (const { http, origin } of rules) {
    const report = (reason: string, alternative: string): void =>
      refuse(model, {
        intent: 'connection.http',
        workload,
        backend,
        reason,
        alternative,
        origin,
        onUnsupported: 'error',
      });
    for (const path of http.flatMap(({ paths = [] }) => paths).filter((text) => !isPath(text))) {
      report(
        `path ${JSON.stringify(path)} is no path in its normal form, nor one that ends in "/*"`,
        'write an exact path such as /items, or /items/* for all below it',
      );
    }
    for (const method of http.flatMap(({ methods = [] }) => methods).filter((text) => !isMethod(text))) {
      report(`method ${JSON.stringify(method)} is none of ${routeMethods.join(', ')}`, 'allow some of these');
    }
  }
}

/** The rules without the paths and methods that were refused; a rule that has none left allows nothing. */
export function acceptedHttpRules(rules: readonly HttpRule[]): HttpRule[] {
  return rules
    .map(({ methods, paths }) => ({
      ...(methods === undefined ? {} : { methods: methods.filter(isMethod) }),
      ...(paths === undefined ? {} : { paths: paths.filter(isPath) }),
    }))
    .filter(({ methods, paths }) => methods?.length !== 0 && paths?.length !== 0);
}

function isPath(path: string): boolean {
  const fixed = path.endsWith('/*') ? path.slice(0, -1) : path;
  return isRoutePath(fixed);
}

function isMethod(method: string): boolean {
  return routeMethods.some((known) => known === method);
}
