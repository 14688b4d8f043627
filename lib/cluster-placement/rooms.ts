import type { PlacedChartRequest, Share, Site } from './problem';

/** What is left of the room of each cluster while charts are placed. A cluster of which nobody says its room takes all. */
export class Rooms {
  private readonly used = new Map<Site, Map<string, number>>();

  take(request: PlacedChartRequest, shares: readonly Share[]): void {
    this.add(request, shares, 1);
  }

  giveBack(request: PlacedChartRequest, shares: readonly Share[]): void {
    this.add(request, shares, -1);
  }

  /** Whether so many more replicas of a chart fit into a cluster. */
  fits(site: Site, { requests }: PlacedChartRequest, replicas: number): boolean {
    const used = this.used.get(site);
    for (const [resource, amount] of requests)
      if (amount * replicas > (site.room?.get(resource) ?? Infinity) - (used?.get(resource) ?? 0)) return false;
    return true;
  }

  /** Whether what a cluster has taken is more than its room. */
  isOverfull(site: Site): boolean {
    const used = this.used.get(site) ?? new Map<string, number>();
    return [...used].some(([resource, amount]) => amount > (site.room?.get(resource) ?? Infinity));
  }

  private add({ requests }: PlacedChartRequest, shares: readonly Share[], sign: 1 | -1): void {
    for (const { site, replicas = 1 } of shares) {
      const used = this.used.get(site) ?? new Map<string, number>();
      this.used.set(site, used);
      for (const [resource, amount] of requests)
        used.set(resource, (used.get(resource) ?? 0) + sign * amount * replicas);
    }
  }
}

/** The largest part of a room that a chart asks for: what is placed first where room is short. */
export function weightOf({ requests, replicas = 1, eligible }: PlacedChartRequest): number {
  let most = 0;
  for (const { room } of eligible)
    for (const [resource, amount] of requests) {
      const whole = room?.get(resource);
      if (whole !== undefined && whole > 0) most = Math.max(most, (amount * replicas) / whole);
    }
  return most;
}
