import { appendTo } from '../manifest/objects/append-to';
import type { ClusterModel } from '../model/cluster-model';
import { grantIntents, type Account, type GrantIntent } from '../model/grants';
import type { ObjectOwner } from '../model/object-owner';
import type { WorkloadModel } from '../model/workload-model';
import { leastRules, type RoleRule } from './least-rules';

/** What one account may do in one namespace. */
export interface RoleModel {
  readonly account: Account;
  /** Namespace of the objects, and so of the Role. */
  readonly namespace: string;
  readonly rules: readonly RoleRule[];
  readonly owner: ObjectOwner;
}

/** Takes together what is granted to each account, and lets the pods that run as it ask the API server. */
export function resolveGrants(model: ClusterModel): readonly RoleModel[] {
  const byRole = new Map<string, GrantIntent[]>();
  const asking = new Set<WorkloadModel>();
  for (const intent of grantIntents.in(model)) {
    const { account, workload } = intent;
    appendTo(byRole, JSON.stringify([account.namespace, account.name, namespaceOf(intent)]), intent);
    if (workload !== undefined) asking.add(workload);
  }
  for (const workload of asking) {
    const { controller, origin } = workload;
    model.contributions.add(controller, 'pods', origin, { serviceAccountToken: true });
    model.connect({ from: { type: 'workload', workload }, to: { type: 'apiServer' }, ports: [], origin });
  }
  return [...byRole.values()].flatMap((intents) =>
    intents.slice(0, 1).map((first) => ({
      account: first.account,
      namespace: namespaceOf(first),
      rules: leastRules(intents.map(({ grant }) => grant)),
      owner: first.owner,
    })),
  );
}

function namespaceOf({ account, grant }: GrantIntent): string {
  return grant.objects.namespace ?? account.namespace;
}
