/** 1, 2, 3 … : the source of every id a double makes, so that a run can be repeated. */
export type Counter = () => number;

export function createCounter(): Counter {
  let last = 0;
  return () => {
    last += 1;
    return last;
  };
}
