/** Work that is done in steps of a millisecond or so, so that nothing has to wait for all of it. */
export type Steps<Value> = Generator<void, Value, void>;

/** A value that is made in steps. */
export interface Stepwise<Value> {
  /** The value; what is left of the work is done first. */
  get(): Value;
  /** Does the next step. Returns whether the value is ready. */
  step(): boolean;
}

/** The work begins with the first call. */
export function stepwise<Value>(work: () => Steps<Value>): Stepwise<Value> {
  let steps: Steps<Value> | null = null;
  let made: { readonly value: Value } | null = null;
  const advance = (): { readonly value: Value } | null => {
    if (made !== null) return made;
    steps ??= work();
    const next = steps.next();
    if (next.done === true) {
      made = { value: next.value };
      steps = null;
    }
    return made;
  };
  return {
    get() {
      let ready = advance();
      while (ready === null) ready = advance();
      return ready.value;
    },
    step: () => advance() !== null,
  };
}

/** The work of several, one after the other. Returns whether all are ready. */
export function stepAll(all: readonly Pick<Stepwise<unknown>, "step">[]): boolean {
  return all.every((each) => each.step());
}
