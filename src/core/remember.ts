/**
 * Remembers the values of numbers, one for each remainder after division by `places`: so the memory is bounded, and what
 * is asked for often is mostly there.
 */
export function rememberByNumber<Value>(places: number, make: (number: number) => Value): (number: number) => Value {
  const kept = new Array<{ readonly number: number; readonly value: Value } | null>(places).fill(null);
  return (number) => {
    const known = kept[number % places];
    if (known?.number === number) return known.value;
    const value = make(number);
    kept[number % places] = { number, value };
    return value;
  };
}
