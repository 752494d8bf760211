/**
 * Random whole numbers from 0, the same sequence in every run: a linear congruential generator with Numerical Recipes'
 * constants.
 */
export function createRandom(): (below: number) => number {
  let state = 867;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}
