import type { Certainty } from './certainty';
import type { ClientMatch } from './client-match';
import { clientKey, type MeshClient } from './mesh-client';
import { decideMesh, type MeshDecision } from './mesh-decision';
import type { ServerPolicy } from './mesh-policy';

/**
 * What one policy says about every client. Clients of which all its rules say the same share a decision, so that the
 * cost grows with the clients that rules tell apart, and rules that name identities are not asked about others.
 */
export class ServerDecisions {
  private readonly byClient = new Map<string, MeshDecision>();
  private readonly bySignature = new Map<string, MeshDecision>();

  constructor(private readonly policy: ServerPolicy) {}

  about(client: MeshClient): MeshDecision {
    const key = clientKey(client);
    let decision = this.byClient.get(key);
    if (decision === undefined) this.byClient.set(key, (decision = this.decide(client)));
    return decision;
  }

  private decide(client: MeshClient): MeshDecision {
    const signature = this.signature(client);
    let decision = this.bySignature.get(signature);
    if (decision === undefined) this.bySignature.set(signature, (decision = decideMesh(this.policy, client)));
    return decision;
  }

  private signature(client: MeshClient): string {
    const member = client.kind === 'member' ? 'm' : 's';
    return this.policy.routes
      .flatMap(({ checkpoints }) => checkpoints)
      .flatMap(({ rules, sees }) => {
        const seen = sees === undefined ? client : sees(client);
        return rules.map(({ clients }) => (mayMatch(clients, seen) ? letter(clients.matches(seen)) : 'n'));
      })
      .reduce((text, each) => text + each, member);
  }
}

function mayMatch({ identities }: ClientMatch, client: MeshClient): boolean {
  return identities === undefined || client.kind !== 'member' || identities.includes(client.identity);
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
