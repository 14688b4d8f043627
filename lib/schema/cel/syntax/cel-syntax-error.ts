/** An expression that is no CEL, and where it stops being some. */
export class CelSyntaxError extends Error {
  constructor(message: string, position: number) {
    super(`${message} at character ${position + 1}`);
  }
}
