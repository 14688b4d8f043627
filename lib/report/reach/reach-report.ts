import type { ReachabilityDifference } from '../../reach/questions/difference';
import type { Exposure } from '../../reach/questions/exposure';
import type { NetworkConnection } from '../../reach/questions/network-connection';

/** What one run of `cdk8s-blueprints reach` has to say, whatever the format. */
export interface ReachReport {
  /** Gone through once by each format; there may be more of them than fit into memory. */
  readonly connections: Iterable<NetworkConnection>;
  /** Left out where nobody asked for it. */
  readonly exposure?: readonly Exposure[];
  /** Present where two trees are compared: the report is then about the difference. */
  readonly difference?: ReachabilityDifference;
  /** What every answer takes for granted. */
  readonly assumptions: readonly string[];
}

export interface ReachFormatOptions {
  /**
   * Whether the rules that decide each connection are shown, where the format leaves the choice.
   *
   * @default false
   */
  readonly explain?: boolean;
}

/** One way to write a reachability report down. */
export interface ReachFormat {
  /** What `--output` calls it. */
  readonly name: string;
  /** The report in pieces, of which the last ends with a newline. */
  readonly format: (report: ReachReport, options?: ReachFormatOptions) => Iterable<string>;
}
