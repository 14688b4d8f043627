import type { Field } from '../../../manifest/objects/field';
import { forbidden, required } from '../../field-error';
import type { Problem } from '../../finding';
import { isFilled } from './is-filled';

/** What only makes sense with routes, and what routes ask for. */
export function* trafficRoutingFlaws(canary: Field): Iterable<Problem> {
  const routing = canary.at('trafficRouting');
  const [delay, dynamic] = [canary.at('scaleDownDelaySeconds'), canary.at('dynamicStableScale')];
  if (!routing.isSet) {
    const rule = 'only with trafficRouting: pods alone share the requests';
    if (delay.isSet) yield forbidden(delay, rule, 'leave it out');
    if (dynamic.boolean === true) yield forbidden(dynamic, rule, 'leave it out');
    return;
  }
  if (delay.isSet && dynamic.boolean === true)
    yield forbidden(dynamic, 'not with scaleDownDelaySeconds', 'leave one of them out');
  const most = routing.at('maxTrafficWeight');
  if (most.isSet && !routing.at('nginx').isSet && !hasPlugins(routing))
    yield forbidden(most, 'only nginx and plugins have weights of another scale', 'leave it out: all is 100');
  yield* oneOrSeveral(routing.at('nginx'), 'stableIngress', 'stableIngresses');
  yield* oneOrSeveral(routing.at('alb'), 'ingress', 'ingresses');
  yield* oneOrSeveral(routing.at('istio'), 'virtualService', 'virtualServices');
  const [appMesh, mappings] = [routing.at('appMesh', 'virtualService'), routing.at('ambassador', 'mappings')];
  if (routing.at('appMesh').isSet && !appMesh.isSet) yield required(appMesh, '', 'name the VirtualService of App Mesh');
  if (routing.at('ambassador').isSet && mappings.items().length === 0)
    yield required(mappings, 'one Mapping at least', 'name the Mapping of the Service');
}

/** Whether weights are set by a program beside the controller, which may do what none of the built-in ones does. */
export function hasPlugins(routing: Field): boolean {
  return routing.at('plugins').entries().length > 0;
}

function* oneOrSeveral(product: Field, one: string, several: string): Iterable<Problem> {
  if (!product.isSet) return;
  const [single, list] = [product.at(one), product.at(several)];
  const hasOne = single.map !== undefined || isFilled(single);
  if (hasOne && list.isSet) yield forbidden(list, `${one} says which one it is`, `leave ${one} or ${several} out`);
  if (!hasOne && !list.isSet) yield required(single, `one of ${one} and ${several}`, `name it by ${one}`);
}
