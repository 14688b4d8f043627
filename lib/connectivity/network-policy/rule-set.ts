import { compareText } from '../../manifest/objects/compare-text';
import type { ConnectionPort } from '../../model/connection';
import { coversPorts, mergePorts, portKey } from './merge-ports';
import { coversPeer } from './covers-peer';
import type { PolicyPeerModel, PolicyRuleModel } from './policy-model';

/** Collects who may be talked to on which ports, and gives it back as the fewest rules, in an order that nothing else decides. */
export class RuleSet {
  private readonly byPeer = new Map<
    string,
    { readonly peer: PolicyPeerModel; ports: Map<string, ConnectionPort> | 'every' }
  >();

  add(peer: PolicyPeerModel, ports: readonly ConnectionPort[]): void {
    const key = JSON.stringify(peer);
    const entry = this.byPeer.get(key) ?? { peer, ports: new Map<string, ConnectionPort>() };
    this.byPeer.set(key, entry);
    if (ports.length === 0) entry.ports = 'every';
    if (entry.ports === 'every') return;
    for (const port of ports) entry.ports.set(portKey(port), port);
  }

  rules(): PolicyRuleModel[] {
    const byPorts = new Map<string, { peers: Map<string, PolicyPeerModel>; ports: readonly ConnectionPort[] }>();
    for (const [key, { peer, ports: sorted }] of this.needed()) {
      const portsKey = sorted.map(portKey).join(',');
      const rule = byPorts.get(portsKey) ?? { peers: new Map<string, PolicyPeerModel>(), ports: sorted };
      rule.peers.set(key, peer);
      byPorts.set(portsKey, rule);
    }
    return [...byPorts.entries()]
      .sort(([a], [b]) => compareText(a, b))
      .map(([, { peers, ports }]) => ({
        ports,
        peers: [...peers.entries()].sort(([a], [b]) => compareText(a, b)).map(([, peer]) => peer),
      }));
  }

  /** What was added, without what something else that was added says already. */
  private needed(): readonly (readonly [key: string, entry: Entry])[] {
    const entries = [...this.byPeer].map(([key, { peer, ports }]): readonly [string, Entry] => {
      return [key, { peer, ports: ports === 'every' ? [] : mergePorts([...ports.values()]) }];
    });
    const wide = entries.filter(([, { peer }]) => peer.type === 'cidr' || (peer.type === 'pods' && !peer.pods));
    return entries.filter(([, { peer, ports }]) => {
      return !wide.some(([, other]) => coversPeer(other.peer, peer) && coversPorts(other.ports, ports));
    });
  }
}

interface Entry {
  readonly peer: PolicyPeerModel;
  /** Every port when empty. */
  readonly ports: readonly ConnectionPort[];
}
