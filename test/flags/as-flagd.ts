import type { EvaluationContext, Logger } from '@openfeature/core';
import { FlagdCore } from '@openfeature/flagd-core';
import type { JsonObject } from '../../lib/manifest/objects/json';

/** What flagd itself says of flags. */
export class AsFlagd {
  private readonly core: FlagdCore;
  private readonly said: string[] = [];

  constructor(flagSpec: JsonObject) {
    const say = (...words: readonly unknown[]) => this.said.push(words.map(String).join(' '));
    const logger: Logger = { debug: say, info: say, warn: say, error: say };
    this.core = new FlagdCore(undefined, logger);
    try {
      this.core.setConfigurations(JSON.stringify(flagSpec));
    } catch (error) {
      say(error instanceof Error ? error.message : error);
    }
  }

  /** Whether its own schema takes the flags. */
  get isValid(): boolean {
    return !this.said.some((words) => words.startsWith('invalid flagd flag configuration'));
  }

  /** The variant that somebody gets; an error in its words where it has none. */
  variantFor(flag: string, context: EvaluationContext): string {
    const found = this.core.getFlag(flag);
    if (found === undefined) return 'error: no such flag';
    const answer = found.evaluate(context);
    return answer.reason === 'ERROR' ? `error: ${answer.errorMessage}` : String(answer.variant);
  }
}
