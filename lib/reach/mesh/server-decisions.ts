import type { Certainty } from '../sets/certainty';
import { clientKey, type ProxyClient } from './mesh-client';
import { decideMesh, type MeshDecision } from './mesh-decision';
import type { MeshRule, ServerPolicy } from './mesh-policy';

/**
 * What one policy says about every client. Members that no rule names, and that no rule distinguishes, share one decision;
 * so do all clients of which every rule says the same. The cost grows with the clients that rules distinguish.
 */
export class ServerDecisions {
  private readonly byClient = new Map<string, MeshDecision>();
  private readonly bySignature = new Map<string, MeshDecision>();
  /** Members that some rule names; undefined where rules distinguish members by more than that. */
  private readonly named: ReadonlySet<string> | undefined;
  private others: MeshDecision | undefined;

  constructor(private readonly policy: ServerPolicy) {
    this.named = namedMembers(policy);
  }

  about(client: ProxyClient): MeshDecision {
    if (client.kind === 'member' && this.named?.has(client.key) === false) {
      return (this.others ??= this.decide(client));
    }
    const key = clientKey(client);
    let decision = this.byClient.get(key);
    if (decision === undefined) this.byClient.set(key, (decision = this.decide(client)));
    return decision;
  }

  private decide(client: ProxyClient): MeshDecision {
    const signature = this.signature(client);
    let decision = this.bySignature.get(signature);
    if (decision === undefined) this.bySignature.set(signature, (decision = decideMesh(this.policy, client)));
    return decision;
  }

  private signature(client: ProxyClient): string {
    const member = client.kind === 'member' ? 'm' : 's';
    return this.policy.routes
      .flatMap(({ checkpoints }) => checkpoints)
      .flatMap(({ rules, sees }) => {
        const seen = sees === undefined ? client : sees(client);
        return rules.map(({ clients }) => letter(clients.matches(seen)));
      })
      .reduce((text, each) => text + each, member);
  }
}

function namedMembers({ routes }: ServerPolicy): ReadonlySet<string> | undefined {
  const named = new Set<string>();
  for (const { checkpoints } of routes) {
    for (const { rules } of checkpoints) {
      if (!rules.every((rule) => addNamed(rule, named))) return undefined;
    }
  }
  return named;
}

function addNamed({ clients: { members, exceptions, uniform } }: MeshRule, named: Set<string>): boolean {
  const told = members ?? exceptions;
  for (const member of told ?? []) named.add(member);
  return told !== undefined || uniform === true;
}

function letter(certainty: Certainty): string {
  switch (certainty) {
    case 'yes':
      return 'y';
    case 'no':
      return 'n';
    default:
      return `?${JSON.stringify(certainty.when)}`;
  }
}
