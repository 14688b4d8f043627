import { portsCollide } from '../filters/node-ports';
import { termsApart } from '../filters/inter-pod-affinity';
import { countsTowards, nodesCounted } from '../filters/topology-spread';
import { formatDemand } from '../demand/workload-demands';
import type { Doubt } from '../demand/doubt';
import type { Pod, PodTerm } from '../demand/pod';
import { unsaidLabel } from '../nodes/unsaid-labels';
import { podsOf } from './place';
import type { PlacedDemands } from './placed-demands';
import { NodeWorth } from './node-worth';
import type { Scene } from './scene';

/** Whether the scheduler must find a node for every pod of a demand, whatever it places first; why not, otherwise. */
export type PlacementCertainty = { readonly isCertain: true } | ({ readonly isCertain: false } & Doubt);

const certain: PlacementCertainty = { isCertain: true };

/**
 * Judges demands one by one. Each node counts for what must be taken from it before it refuses a pod of the demand, each
 * other pod for the most that it can take; where the nodes come to more than the pods, some node is always left.
 */
export class CertaintyJudge {
  private readonly others: readonly Others[];
  /** What is left of a node, and which lists of eligible nodes it is in. */
  private readonly nodeKinds: readonly string[];
  private readonly lists: readonly NodeList[];
  private readonly worth: NodeWorth;
  /** Nodes that pods name which their kubelets refuse, and the demands of those pods. */
  private readonly held = new Map<number, readonly number[]>();

  /** @param emptied the nodes with nothing but the pods of DaemonSets */
  constructor(
    private readonly scene: Scene,
    private readonly emptied: PlacedDemands,
  ) {
    this.worth = new NodeWorth(scene, emptied);
    const lists = new Map([...new Set(scene.eligible)].map((nodes) => [nodes, { members: new Set(nodes) }]));
    this.lists = [...lists.values()];
    for (const [demand, { pod }] of scene.demands.entries()) {
      if (pod.nodeName === undefined || (scene.eligible[demand] ?? []).length > 0) continue;
      const node = scene.nodes.findIndex(({ name }) => name === pod.nodeName);
      if (node >= 0) this.held.set(node, [...(this.held.get(node) ?? []), demand]);
    }
    this.others = scene.demands.map(({ pod, replicas }, demand) => ({
      demand,
      pods: replicas === 'one a node' ? 0 : podsOf(scene, demand),
      nodes: lists.get(scene.eligible[demand] ?? []) ?? { members: new Set<number>() },
      isUnbounded: scene.demands[demand]?.mayGrow !== undefined,
      most: pod.priority.most,
      // What takes the place of a pod that was driven away comes to the node that it names before anybody else.
      comesBack: pod.nodeName !== undefined,
    }));
    const columns = scene.resources.length;
    this.nodeKinds = scene.nodes.map((_, node) => {
      const free = emptied.free.subarray(node * columns, (node + 1) * columns);
      return `${free.join()}:${this.lists.flatMap(({ members }, index) => (members.has(node) ? index : [])).join()}`;
    });
  }

  judge(demand: number): PlacementCertainty {
    const asked = this.scene.demands[demand];
    if (asked === undefined) return certain;
    if (asked.mayGrow !== undefined) return uncertain(asked.mayGrow);
    const [doubt] = asked.doubts;
    if (doubt !== undefined) return { isCertain: false, ...doubt };
    const unsaid = this.unsaidOf(asked.pod);
    if (unsaid !== undefined) return unsaid;
    if (asked.replicas === 'one a node') return this.judgeDaemon(demand);
    if (asked.pod.affinity.length > 0)
      return uncertain('where its pods can be depends on where the pods near which they must be are placed');
    if (asked.pod.spread.length > 1)
      return uncertain('two spread constraints hold at once: a domain that suits one need not suit the other');
    for (const { nodes, ownPods } of this.mustHaveRoom(demand)) {
      const answer = this.alwaysHasRoom(demand, nodes, ownPods);
      if (!answer.isCertain) return answer;
    }
    return certain;
  }

  /** Whether it depends on labels that providers put on nodes where the pods can be. */
  private unsaidOf(pod: Pod): PlacementCertainty | undefined {
    const unsaid = unsaidLabel(pod, this.scene.nodes);
    if (unsaid === undefined) return undefined;
    const { key, node } = unsaid;
    return {
      isCertain: false,
      reason: `whether the nodes of pool ${node.pool} have the label ${key} that its pods ask for is not said`,
      fix: `say it in the labels of the pool ${node.pool}`,
    };
  }

  /**
   * Of these sets of nodes, each must always have one that takes a pod: with a spread, the emptiest domain may be any. No
   * more of the demand's own pods are there first than the emptiest domain can have.
   */
  private mustHaveRoom(demand: number): readonly { readonly nodes: readonly number[]; readonly ownPods: number }[] {
    const eligible = this.scene.eligible[demand] ?? [];
    const pod = this.scene.demands[demand]?.pod;
    const before = podsOf(this.scene, demand) - 1;
    const [constraint] = pod?.spread ?? [];
    if (pod === undefined || constraint === undefined) return [{ nodes: eligible, ownPods: before }];
    const domains = new Map<string, number[]>();
    const domainOf = (node: number) => this.scene.nodes[node]?.labels[constraint.topologyKey];
    for (const node of nodesCounted(pod, constraint, this.scene.nodes)) domains.set(domainOf(node) ?? '', []);
    for (const node of eligible) domains.get(domainOf(node) ?? '')?.push(node);
    const countsItself = countsTowards(constraint, demand, demand, this.emptied);
    const countsOthers = this.scene.demands.some(
      (_, other) => other !== demand && countsTowards(constraint, demand, other, this.emptied),
    );
    const ownPods = countsItself && !countsOthers ? Math.floor(before / Math.max(1, domains.size)) : before;
    const distinct = new Map([...domains.values()].map((nodes) => [this.composition(nodes), nodes]));
    return [...distinct.values()].map((nodes) => ({ nodes, ownPods }));
  }

  /** Sets of nodes that nothing distinguishes have one composition. */
  private composition(nodes: readonly number[]): string {
    return nodes
      .map((node) => this.nodeKinds[node] ?? '')
      .sort()
      .join(';');
  }

  private alwaysHasRoom(demand: number, nodes: readonly number[], ownPods: number): PlacementCertainty {
    const columns = this.worth.columnsOf(demand);
    const rivals = this.rivalsOn(demand, nodes, ownPods);
    const growing = rivals.find(({ isUnbounded }) => isUnbounded);
    if (growing !== undefined) {
      return uncertain(
        `how large the pods of ${this.nameOf(growing.demand)} are is not known, and they may be placed on the same nodes first`,
      );
    }
    const steps = columns.map((column) => this.worth.stepOf(rivals, column));
    for (const weights of this.worth.weightings(demand, nodes, columns)) {
      const worth = nodes.map((node) =>
        this.held.has(node) ? 0 : this.worth.worthOf(demand, node, columns, steps, weights),
      );
      const lost = this.lostToRules(demand, nodes, ownPods, worth);
      const total = worth.reduce((sum, each) => sum + each, 0);
      const taken = rivals.reduce((sum, rival) => sum + this.worth.takenBy(rival, columns, weights), 0);
      if (total - lost - taken > tolerance * (total + taken)) return certain;
    }
    const refused = nodes.flatMap((node) => this.held.get(node) ?? []);
    return uncertain(
      rivals.length === 0 && refused.length > 0 ? this.whoHoldsIt(refused) : this.whoMayTakeIt(demand, rivals, columns),
    );
  }

  /**
   * Pods that may be placed on these nodes first, each with how many of them. Those of lower priority give way; those
   * that keep pods of the demand off their whole domain are counted with the domain (`lostToRules`).
   */
  private rivalsOn(demand: number, nodes: readonly number[], ownPods: number): readonly Others[] {
    const { priority } = this.scene.demands[demand]?.pod ?? { priority: { least: -Infinity, preempts: false } };
    const touched = new Set(this.lists.filter(({ members }) => nodes.some((node) => members.has(node))));
    return this.others.flatMap((other) => {
      const pods = other.demand === demand ? ownPods : other.pods;
      const givesWay = priority.preempts && other.most < priority.least && !other.comesBack;
      if (pods <= 0 || givesWay || !touched.has(other.nodes) || this.alwaysBlocks(demand, other)) return [];
      return [{ ...other, pods }];
    });
  }

  /** Whether every pod of another demand keeps those of this one off the domain that it is in. */
  private alwaysBlocks(demand: number, other: Others): boolean {
    const [pod, rival] = [this.scene.demands[demand]?.pod, this.scene.demands[other.demand]?.pod];
    if (pod === undefined || rival === undefined) return false;
    if (!mayBlock(pod, rival)) return false;
    if (portsCollide(pod, rival)) return true;
    return termsAgainst(pod, rival).some(({ topologyKey }) =>
      [...other.nodes.members].every((node) => this.scene.nodes[node]?.labels[topologyKey] !== undefined),
    );
  }

  /** Worth of the nodes that anti-affinity and host ports may take away, at the worst. */
  private lostToRules(demand: number, nodes: readonly number[], ownPods: number, worth: readonly number[]): number {
    const pod = this.scene.demands[demand]?.pod;
    if (pod === undefined) return 0;
    const blocks = new Map<string, number>();
    for (const { demand: other, pods, nodes: theirs } of this.others) {
      const rival = this.scene.demands[other];
      if (rival === undefined || !mayBlock(pod, rival.pod)) continue;
      const count = rival.replicas === 'one a node' ? theirs.members.size : other === demand ? ownPods : pods;
      if (count <= 0) continue;
      // A pod blocks one domain of a topology, whichever of the two keeps the other away.
      const keys = new Set(termsAgainst(pod, rival.pod).map(({ topologyKey }) => topologyKey));
      if (portsCollide(pod, rival.pod)) keys.add('');
      for (const key of keys) blocks.set(key, (blocks.get(key) ?? 0) + count);
    }
    let lost = 0;
    for (const [key, count] of blocks) lost += this.mostWorth(key, count, nodes, worth);
    return lost;
  }

  /** What so many domains of a topology are worth at the most; the topology `''` is the node itself. */
  private mostWorth(key: string, count: number, nodes: readonly number[], worth: readonly number[]): number {
    const byDomain = new Map<string, number>();
    nodes.forEach((node, index) => {
      const domain = key === '' ? String(node) : this.scene.nodes[node]?.labels[key];
      if (domain !== undefined) byDomain.set(domain, (byDomain.get(domain) ?? 0) + (worth[index] ?? 0));
    });
    const largest = [...byDomain.values()].sort((a, b) => b - a).slice(0, count);
    return largest.reduce((sum, each) => sum + each, 0);
  }

  /** A pod of a DaemonSet has one node, which others must not be able to fill. */
  private judgeDaemon(demand: number): PlacementCertainty {
    const daemon = this.scene.demands[demand];
    const rival = this.others.find(
      (other) =>
        other.pods > 0 &&
        !(daemon?.pod.priority.preempts === true && other.most < daemon.pod.priority.least && !other.comesBack) &&
        (this.scene.eligible[demand] ?? []).some((node) => other.nodes.members.has(node)),
    );
    const refused = (this.scene.eligible[demand] ?? []).flatMap((node) => this.held.get(node) ?? []);
    if (rival === undefined && refused.length > 0) return uncertain(this.whoHoldsIt(refused));
    return rival === undefined
      ? certain
      : uncertain(
          `pods such as those of ${this.nameOf(rival.demand)} may fill a node first: give the DaemonSet a higher priority (priorityClassName)`,
        );
  }

  private whoMayTakeIt(demand: number, rivals: readonly Others[], columns: readonly number[]): string {
    const count = this.scene.resources.length;
    const size = ({ demand: other, pods }: Others) =>
      columns.reduce((sum, column) => {
        const own = this.scene.requests[demand * count + column] ?? 1;
        return sum + ((this.scene.requests[other * count + column] ?? 0) / own) * pods;
      }, 0);
    const names = rivals
      .toSorted((a, b) => size(b) - size(a) || a.demand - b.demand)
      .slice(0, 3)
      .map(({ demand: other }) => (other === demand ? 'its own other pods' : this.nameOf(other)));
    return `a placement exists, but the scheduler need not find it: ${names.join(', ')} may take the room first`;
  }

  /** Each of them has its room on the node until its kubelet has refused it, and another takes its place. */
  private whoHoldsIt(refused: readonly number[]): string {
    const names = [...new Set(refused)].map((demand) => this.nameOf(demand)).join(', ');
    return `pods of ${names} name a node whose kubelet refuses them: until it does, each of them holds room there, again and again`;
  }

  private nameOf(demand: number): string {
    const named = this.scene.demands[demand];
    return named === undefined ? '' : formatDemand(named);
  }
}

/** Sums of floating-point numbers are compared with a margin: never in favour of a proof. */
const tolerance = 1e-9;

/** Nodes that some demands have in common. */
interface NodeList {
  readonly members: ReadonlySet<number>;
}

interface Others {
  readonly demand: number;
  readonly pods: number;
  readonly nodes: NodeList;
  readonly isUnbounded: boolean;
  readonly most: number;
  /** Whether they do not stay away when they are driven away. */
  readonly comesBack: boolean;
}

function uncertain(reason: string): PlacementCertainty {
  return { isCertain: false, reason };
}

/** The terms that keep a pod off the domains of another: none, where no scheduler looks at it. */
function termsAgainst(pod: Pod, rival: Pod): readonly PodTerm[] {
  return pod.nodeName === undefined ? termsApart(pod, rival) : [];
}

function mayBlock(left: Pod, right: Pod): boolean {
  const haveTerms = left.antiAffinity.length + right.antiAffinity.length > 0;
  return haveTerms || (left.hostPorts.length > 0 && right.hostPorts.length > 0);
}
